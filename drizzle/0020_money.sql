CREATE TABLE "float_days" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"day" date NOT NULL,
	"opening" bigint NOT NULL,
	"came_in" bigint NOT NULL,
	"went_out" bigint NOT NULL,
	"commission" bigint NOT NULL,
	"closing" bigint NOT NULL,
	"cash_expected" bigint NOT NULL,
	"cash_counted" bigint NOT NULL,
	"note" text,
	"closed_by" uuid NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"counted_until" timestamp with time zone NOT NULL,
	"counted_last" uuid[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "float_days_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "fraud_scores" (
	"tenant_id" uuid NOT NULL,
	"deed_id" uuid NOT NULL,
	"operation" text NOT NULL,
	"payer_id" uuid NOT NULL,
	"payee_id" uuid,
	"made_by" uuid NOT NULL,
	"payer_account_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"score" integer NOT NULL,
	"reasons" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"outcome" text NOT NULL,
	"flagged" boolean NOT NULL,
	"reviewed_by" uuid,
	"reviewed_at" timestamp with time zone,
	"verdict" text,
	"note" text,
	CONSTRAINT "deed_is_scored_once" PRIMARY KEY("tenant_id","deed_id"),
	CONSTRAINT "score_is_of_a_thousand" CHECK ("fraud_scores"."score" between 0 and 1000),
	CONSTRAINT "score_is_reviewed_by_another" CHECK ("fraud_scores"."reviewed_by" <> all (array["fraud_scores"."payer_id", "fraud_scores"."made_by"]) and ("fraud_scores"."payee_id" is null or "fraud_scores"."reviewed_by" <> "fraud_scores"."payee_id")),
	CONSTRAINT "score_is_reviewed_whole" CHECK (("fraud_scores"."reviewed_by" is null) = ("fraud_scores"."reviewed_at" is null) and ("fraud_scores"."reviewed_by" is null) = ("fraud_scores"."verdict" is null))
);
--> statement-breakpoint
CREATE TABLE "limit_raises" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"per_transfer" bigint,
	"out_per_day" bigint,
	"out_per_month" bigint,
	"balance" bigint,
	"until" timestamp with time zone NOT NULL,
	"proposal_id" uuid NOT NULL,
	CONSTRAINT "limit_raises_pk" PRIMARY KEY("tenant_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "money_disputes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"deed_id" uuid NOT NULL,
	"raised_by" uuid NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"about" text NOT NULL,
	"words" text NOT NULL,
	"account_id" uuid NOT NULL,
	"held" bigint NOT NULL,
	"state" text NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"decision" text,
	CONSTRAINT "money_disputes_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "dispute_is_decided_by_another" CHECK ("money_disputes"."decided_by" <> "money_disputes"."raised_by"),
	CONSTRAINT "dispute_holds_nothing_negative" CHECK ("money_disputes"."held" >= 0),
	CONSTRAINT "dispute_ends_once" CHECK (("money_disputes"."state" = 'open') = ("money_disputes"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "money_export_parts" (
	"tenant_id" uuid NOT NULL,
	"export_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "money_export_parts_pk" PRIMARY KEY("tenant_id","export_id","part")
);
--> statement-breakpoint
CREATE TABLE "money_exports" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"format" text NOT NULL,
	"asked" jsonb NOT NULL,
	"state" text NOT NULL,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"rows_all" integer,
	"cursor" text,
	"asked_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "money_exports_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "money_proposals" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"person_id" uuid,
	"deed_id" uuid,
	"currency" text,
	"amount" bigint,
	"terms" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"reason" text NOT NULL,
	"maker_id" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"checker_id" uuid,
	"decided_at" timestamp with time zone,
	"refusal" text,
	CONSTRAINT "money_proposals_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "proposal_is_decided_by_another" CHECK ("money_proposals"."checker_id" <> "money_proposals"."maker_id"),
	CONSTRAINT "proposal_is_posted_by_a_checker" CHECK ("money_proposals"."state" not in ('posted', 'rejected') or ("money_proposals"."checker_id" is not null and "money_proposals"."decided_at" is not null)),
	CONSTRAINT "proposal_amount_is_positive" CHECK ("money_proposals"."amount" is null or "money_proposals"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "money_queue" (
	"subject_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"of_tenant" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pending_transfers" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"operation" text NOT NULL,
	"state" text NOT NULL,
	"payer_id" uuid NOT NULL,
	"payee_id" uuid,
	"payee_mobile" text,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"commission" bigint DEFAULT 0 NOT NULL,
	"out_day" text NOT NULL,
	"out_month" text NOT NULL,
	"started_by" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ip" "inet",
	"device_id" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"question_id" uuid,
	"code_hash" "bytea",
	"tries_left" integer DEFAULT 3 NOT NULL,
	"confirmed_by" text,
	"confirmed_at" timestamp with time zone,
	"reviewed_by" uuid,
	"reviewed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "pending_transfers_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "pending_amount_is_positive" CHECK ("pending_transfers"."amount" > 0 and "pending_transfers"."fee" >= 0 and "pending_transfers"."commission" >= 0),
	CONSTRAINT "pending_code_has_tries_left_or_none" CHECK ("pending_transfers"."tries_left" >= 0),
	CONSTRAINT "pending_transfer_joins_two_people" CHECK ("pending_transfers"."payer_id" <> "pending_transfers"."payee_id"),
	CONSTRAINT "pending_is_reviewed_by_another" CHECK ("pending_transfers"."reviewed_by" <> all (array["pending_transfers"."started_by", "pending_transfers"."payer_id"]) and ("pending_transfers"."payee_id" is null or "pending_transfers"."reviewed_by" <> "pending_transfers"."payee_id")),
	CONSTRAINT "pending_is_confirmed_by_its_customer" CHECK ("pending_transfers"."state" <> 'posted' or "pending_transfers"."started_by" = "pending_transfers"."payer_id" or "pending_transfers"."confirmed_at" is not null),
	CONSTRAINT "pending_ends_once" CHECK (("pending_transfers"."state" in ('posted', 'rejected', 'expired')) = ("pending_transfers"."ended_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "price_versions" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"bands" jsonb NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"proposal_id" uuid,
	"made_by" uuid,
	"approved_by" uuid,
	CONSTRAINT "price_has_one_version_of_a_number" PRIMARY KEY("tenant_id","kind","version"),
	CONSTRAINT "price_is_approved_by_another" CHECK ("price_versions"."made_by" <> "price_versions"."approved_by")
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"day" date NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"figures" jsonb NOT NULL,
	"differences" jsonb NOT NULL,
	"incident_id" uuid,
	CONSTRAINT "reconciliations_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "out_day_cash" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "frozen_reason" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "frozen_by" uuid;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "frozen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "frozen_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "low_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "habits" double precision[];--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "reverses" uuid;--> statement-breakpoint
ALTER TABLE "float_days" ADD CONSTRAINT "float_day_has_an_agent" FOREIGN KEY ("tenant_id","agent_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fraud_scores" ADD CONSTRAINT "score_has_a_payer" FOREIGN KEY ("tenant_id","payer_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fraud_scores" ADD CONSTRAINT "score_has_an_account" FOREIGN KEY ("tenant_id","payer_account_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "limit_raises" ADD CONSTRAINT "raise_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_disputes" ADD CONSTRAINT "dispute_holds_in_an_account" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_export_parts" ADD CONSTRAINT "part_has_an_export" FOREIGN KEY ("tenant_id","export_id") REFERENCES "public"."money_exports"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_exports" ADD CONSTRAINT "export_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_transfers" ADD CONSTRAINT "pending_transfer_has_a_payer" FOREIGN KEY ("tenant_id","payer_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "day_of_a_float_is_closed_once" ON "float_days" USING btree ("tenant_id","agent_id","currency","day");--> statement-breakpoint
CREATE INDEX "float_days_by_day" ON "float_days" USING btree ("tenant_id","day","agent_id");--> statement-breakpoint
CREATE INDEX "fraud_scores_by_payer" ON "fraud_scores" USING btree ("tenant_id","payer_account_id","deed_id");--> statement-breakpoint
CREATE INDEX "fraud_scores_unseen" ON "fraud_scores" USING btree ("tenant_id","deed_id") WHERE "fraud_scores"."flagged" and "fraud_scores"."reviewed_at" is null;--> statement-breakpoint
CREATE INDEX "fraud_scores_seen" ON "fraud_scores" USING btree ("tenant_id","reviewed_at","deed_id") WHERE "fraud_scores"."reviewed_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "deed_is_disputed_once_at_a_time" ON "money_disputes" USING btree ("tenant_id","deed_id") WHERE "money_disputes"."state" = 'open';--> statement-breakpoint
CREATE INDEX "money_disputes_by_state" ON "money_disputes" USING btree ("tenant_id","state","id");--> statement-breakpoint
CREATE INDEX "money_disputes_by_raiser" ON "money_disputes" USING btree ("tenant_id","raised_by","id");--> statement-breakpoint
CREATE INDEX "money_exports_by_person" ON "money_exports" USING btree ("tenant_id","person_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "reversal_is_proposed_once" ON "money_proposals" USING btree ("tenant_id","deed_id") WHERE "money_proposals"."kind" = 'reversal' and "money_proposals"."state" in ('pending_approval', 'posted');--> statement-breakpoint
CREATE INDEX "money_proposals_by_state" ON "money_proposals" USING btree ("tenant_id","state","id");--> statement-breakpoint
CREATE INDEX "money_proposals_by_person" ON "money_proposals" USING btree ("tenant_id","person_id","id");--> statement-breakpoint
CREATE INDEX "money_queue_by_due" ON "money_queue" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "pending_transfers_by_payer" ON "pending_transfers" USING btree ("tenant_id","payer_id","id");--> statement-breakpoint
CREATE INDEX "pending_transfers_by_starter" ON "pending_transfers" USING btree ("tenant_id","started_by","id");--> statement-breakpoint
CREATE INDEX "pending_transfers_by_state" ON "pending_transfers" USING btree ("tenant_id","state","id");--> statement-breakpoint
CREATE INDEX "reconciliations_by_day" ON "reconciliations" USING btree ("tenant_id","day","id");--> statement-breakpoint
CREATE UNIQUE INDEX "deed_is_reversed_once" ON "transfers" USING btree ("tenant_id","reverses","operation") WHERE "transfers"."reverses" is not null;