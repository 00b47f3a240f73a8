CREATE TYPE "public"."host_standing" AS ENUM('up', 'busy', 'down', 'frozen');--> statement-breakpoint
CREATE TABLE "hosts" (
	"name" text PRIMARY KEY NOT NULL,
	"standing" "host_standing" NOT NULL,
	"reason" text,
	"since" timestamp (3) with time zone NOT NULL,
	"facts" jsonb,
	"seen_at" timestamp (3) with time zone,
	"paused_by" text,
	"paused_at" timestamp (3) with time zone,
	"held_by" text,
	"held_until" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "cinematic_briefs" ADD COLUMN "queued_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cinematic_briefs" ADD COLUMN "bumped_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "takes" ADD COLUMN "queued_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "hosts" ADD CONSTRAINT "hosts_paused_by_people_id_fk" FOREIGN KEY ("paused_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "takes_newest" ON "takes" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "takes_by_arrival" ON "takes" USING btree ("queued_at");