CREATE TABLE "chat_threads" (
	"brief_id" text PRIMARY KEY NOT NULL,
	"platform" "platform" NOT NULL,
	"workspace" text NOT NULL,
	"channel" text NOT NULL,
	"thread" text,
	"status_message" text,
	"told_seq" integer NOT NULL,
	"steps_done" integer NOT NULL,
	"doing" text,
	"shown" text,
	"shown_at" timestamp (3) with time zone,
	"turn_at" timestamp (3) with time zone,
	"edit_turn_at" timestamp (3) with time zone,
	"failing_since" timestamp (3) with time zone,
	"tries" integer NOT NULL,
	"max_upload_bytes" bigint,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat_turns" (
	"platform" "platform" NOT NULL,
	"place" text NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_turns_platform_place_pk" PRIMARY KEY("platform","place")
);
--> statement-breakpoint
ALTER TABLE "chat_messages" ADD COLUMN "note_id" text;--> statement-breakpoint
ALTER TABLE "chat_threads" ADD CONSTRAINT "chat_threads_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chat_threads_by_thread" ON "chat_threads" USING btree ("platform","workspace","channel","thread");--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."notes"("id") ON DELETE no action ON UPDATE no action;