CREATE TABLE "branch_people" (
	"tenant_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "branch_people_pk" PRIMARY KEY("tenant_id","unit_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "tallies" (
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"day" text NOT NULL,
	"value" bigint NOT NULL,
	CONSTRAINT "tallies_pk" PRIMARY KEY("tenant_id","name","day")
);
--> statement-breakpoint
CREATE TABLE "tally_marks" (
	"tenant_id" uuid NOT NULL,
	"source" text NOT NULL,
	"counted_to" uuid NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"took_ms" integer NOT NULL,
	CONSTRAINT "tally_marks_pk" PRIMARY KEY("tenant_id","source")
);
--> statement-breakpoint
ALTER TABLE "branch_people" ADD CONSTRAINT "branch_person_has_a_unit" FOREIGN KEY ("tenant_id","unit_id") REFERENCES "public"."units"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "branch_people" ADD CONSTRAINT "branch_person_is_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tallies" ADD CONSTRAINT "tally_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tally_marks" ADD CONSTRAINT "tally_mark_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "branch_people_by_person" ON "branch_people" USING btree ("tenant_id","person_id");--> statement-breakpoint
CREATE INDEX "audit_events_refused" ON "audit_events" USING btree ("tenant_id","id") WHERE "audit_events"."outcome" <> 'done';--> statement-breakpoint
CREATE INDEX "numbers_by_state" ON "numbers" USING btree ("tenant_id","state");