ALTER TABLE "identity_documents" ADD COLUMN "ready_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "identity_documents" ADD COLUMN "refused_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "identity_documents_ready" ON "identity_documents" USING btree ("tenant_id","id") WHERE "identity_documents"."ready_at" is not null;--> statement-breakpoint
CREATE INDEX "identity_documents_refused" ON "identity_documents" USING btree ("tenant_id","id") WHERE "identity_documents"."refused_at" is not null;--> statement-breakpoint
CREATE INDEX "identity_documents_unverified_by_writer" ON "identity_documents" USING btree ("tenant_id","created_by","id") WHERE "identity_documents"."verified_at" is null;