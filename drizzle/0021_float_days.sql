ALTER TABLE "float_days" ADD COLUMN "counted_until" timestamp with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "float_days" ADD COLUMN "counted_last" uuid[] DEFAULT '{}' NOT NULL;