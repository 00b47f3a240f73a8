DROP TABLE "notes" CASCADE;--> statement-breakpoint
CREATE TYPE "public"."note_state" AS ENUM('waiting', 'asking', 'after-approval', 'taken', 'set-aside');--> statement-breakpoint
CREATE TABLE "notes" (
	"id" text PRIMARY KEY NOT NULL,
	"nth" integer GENERATED ALWAYS AS IDENTITY (sequence name "notes_nth_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"brief_id" text NOT NULL,
	"delivery_no" integer,
	"person_id" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" "note_state" NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_brief_id_delivery_no_deliveries_brief_id_number_fk" FOREIGN KEY ("brief_id","delivery_no") REFERENCES "public"."deliveries"("brief_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notes_of_brief" ON "notes" USING btree ("brief_id","at","nth");--> statement-breakpoint
CREATE INDEX "notes_open" ON "notes" USING btree ("brief_id","state") WHERE "notes"."state" in ('waiting', 'asking', 'after-approval');