CREATE TABLE "stock_import_keys" (
	"tenant_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"key" text NOT NULL,
	"line" integer NOT NULL,
	CONSTRAINT "stock_import_keys_pk" PRIMARY KEY("tenant_id","import_id","key")
);
--> statement-breakpoint
CREATE TABLE "stock_import_queue" (
	"import_id" uuid PRIMARY KEY NOT NULL,
	"of_tenant" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
DROP INDEX "stock_import_lines_by_iccid";--> statement-breakpoint
DROP INDEX "stock_import_lines_by_imsi";--> statement-breakpoint
DROP INDEX "stock_import_lines_by_msisdn";--> statement-breakpoint
ALTER TABLE "stock_import_keys" ADD CONSTRAINT "key_has_an_import" FOREIGN KEY ("tenant_id","import_id") REFERENCES "public"."stock_imports"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stock_import_queue_by_due" ON "stock_import_queue" USING btree ("due_at");