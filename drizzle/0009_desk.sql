CREATE TABLE "desk_links" (
	"hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk_sessions" (
	"hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guest_comments" (
	"id" text PRIMARY KEY NOT NULL,
	"share_id" text NOT NULL,
	"who" text NOT NULL,
	"text" text NOT NULL,
	"timecode_seconds" double precision,
	"at" timestamp (3) with time zone NOT NULL,
	"taken_by" text
);
--> statement-breakpoint
CREATE TABLE "shares" (
	"id" text PRIMARY KEY NOT NULL,
	"brief_id" text NOT NULL,
	"delivery_no" integer NOT NULL,
	"hash" text NOT NULL,
	"may_comment" boolean NOT NULL,
	"made_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "shares_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "desk_links" ADD CONSTRAINT "desk_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_sessions" ADD CONSTRAINT "desk_sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_comments" ADD CONSTRAINT "guest_comments_share_id_shares_id_fk" FOREIGN KEY ("share_id") REFERENCES "public"."shares"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_comments" ADD CONSTRAINT "guest_comments_taken_by_people_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shares" ADD CONSTRAINT "shares_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shares" ADD CONSTRAINT "shares_made_by_people_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "desk_links_oldest" ON "desk_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "desk_sessions_oldest" ON "desk_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "guest_comments_of_share" ON "guest_comments" USING btree ("share_id");--> statement-breakpoint
CREATE INDEX "shares_of_brief" ON "shares" USING btree ("brief_id");