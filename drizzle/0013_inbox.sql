ALTER TABLE "inbox" ADD COLUMN "workspace" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "payload" json;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "taken_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "inbox_open" ON "inbox" USING btree ("platform","workspace","taken_until") WHERE "inbox"."taken_until" is not null;