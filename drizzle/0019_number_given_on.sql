ALTER TABLE "users" DROP CONSTRAINT "person_has_an_address";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "mobile_cut_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "person_has_an_address" CHECK ("users"."email" is not null or "users"."mobile" is not null or "users"."mobile_cut_at" is not null);