CREATE TYPE "public"."verdict_by" AS ENUM('reaction', 'button');--> statement-breakpoint
CREATE TABLE "marks" (
	"delivery_id" text NOT NULL,
	"person_id" text NOT NULL,
	"verdict" "verdict" NOT NULL,
	"platform" "platform" NOT NULL,
	"workspace" text NOT NULL,
	"channel" text NOT NULL,
	"message" text NOT NULL,
	CONSTRAINT "marks_pk" PRIMARY KEY("delivery_id","person_id","verdict","platform","workspace","channel","message")
);
--> statement-breakpoint
ALTER TABLE "verdicts" ADD COLUMN "by" "verdict_by" DEFAULT 'reaction' NOT NULL;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;