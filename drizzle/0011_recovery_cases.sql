CREATE TABLE "recovery_cases" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"person_id" uuid,
	"named" text NOT NULL,
	"claim_fingerprint" "bytea" NOT NULL,
	"wrong_claims" integer DEFAULT 0 NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"document_kind" text,
	"document_mismatches" integer DEFAULT 0 NOT NULL,
	"opened_by" uuid,
	"opened_at" timestamp with time zone,
	"question_id" uuid,
	"approved_by" uuid,
	"approved_at" timestamp with time zone,
	"ready_at" timestamp with time zone,
	"disputed_at" timestamp with time zone,
	"disputed_by" text,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"reason" text,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	CONSTRAINT "recovery_cases_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "recovery_number_is_used_once" UNIQUE("tenant_id","number"),
	CONSTRAINT "recovery_is_opened_and_approved_by_two" CHECK ("recovery_cases"."opened_by" <> "recovery_cases"."approved_by"),
	CONSTRAINT "recovery_dispute_is_decided_by_a_third" CHECK ("recovery_cases"."decided_by" <> "recovery_cases"."opened_by" and ("recovery_cases"."approved_by" is null or "recovery_cases"."decided_by" <> "recovery_cases"."approved_by")),
	CONSTRAINT "recovery_is_not_in_its_own_hands" CHECK ("recovery_cases"."person_id" <> all (array_remove(array["recovery_cases"."opened_by", "recovery_cases"."approved_by", "recovery_cases"."decided_by"], null))),
	CONSTRAINT "recovery_is_approved_after_it_was_opened" CHECK ("recovery_cases"."state" not in ('approved', 'done') or ("recovery_cases"."person_id" is not null and "recovery_cases"."opened_by" is not null and "recovery_cases"."approved_by" is not null and "recovery_cases"."ready_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "recovery_cases" ADD CONSTRAINT "recovery_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_cases" ADD CONSTRAINT "recovery_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_of_a_person_is_open_once" ON "recovery_cases" USING btree ("tenant_id","person_id") WHERE "recovery_cases"."state" in ('opened', 'approved', 'disputed');--> statement-breakpoint
CREATE INDEX "recovery_cases_by_state" ON "recovery_cases" USING btree ("tenant_id","state","id");--> statement-breakpoint
CREATE INDEX "recovery_cases_by_person" ON "recovery_cases" USING btree ("tenant_id","person_id","id");