CREATE TABLE "sign_in_links" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"person_id" uuid,
	"address" text NOT NULL,
	"channel" text NOT NULL,
	"token_fingerprint" "bytea" NOT NULL,
	"sign_in_id" uuid,
	"browser_fingerprint" "bytea",
	"code_fingerprint" "bytea",
	"tries_left" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "sign_in_links_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "link_has_tries_left_or_none" CHECK ("sign_in_links"."tries_left" >= 0)
);
--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "link_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "link_has_a_sign_in" FOREIGN KEY ("tenant_id","sign_in_id") REFERENCES "public"."sign_ins"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sign_in_links_by_token" ON "sign_in_links" USING btree ("tenant_id","token_fingerprint");--> statement-breakpoint
CREATE INDEX "sign_in_links_by_address" ON "sign_in_links" USING btree ("tenant_id","address","purpose","created_at");--> statement-breakpoint
CREATE INDEX "sign_in_links_by_sign_in" ON "sign_in_links" USING btree ("tenant_id","sign_in_id");