CREATE TABLE "previews" (
	"brief_id" text PRIMARY KEY NOT NULL,
	"shot_index" integer NOT NULL,
	"mime" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "previews" ADD CONSTRAINT "previews_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;