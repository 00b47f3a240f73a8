ALTER TYPE "public"."gate" ADD VALUE 'never';--> statement-breakpoint
CREATE TABLE "gpu_reservations" (
	"brief_id" text NOT NULL,
	"plan_version" integer NOT NULL,
	"reserved_ms" double precision NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "gpu_reservations_brief_id_plan_version_pk" PRIMARY KEY("brief_id","plan_version"),
	CONSTRAINT "gpu_reservations_positive" CHECK ("gpu_reservations"."reserved_ms" >= 0)
);
--> statement-breakpoint
DROP INDEX "takes_of_workflow";--> statement-breakpoint
ALTER TABLE "shot_plans" ADD COLUMN "guessed_gpu_seconds" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "takes" ADD COLUMN "frames" integer;--> statement-breakpoint
ALTER TABLE "takes" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "takes" ADD COLUMN "height" integer;--> statement-breakpoint
ALTER TABLE "takes" ADD COLUMN "steps" integer;--> statement-breakpoint
ALTER TABLE "takes" ADD COLUMN "is_animatic" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "gpu_reservations" ADD CONSTRAINT "gpu_reservations_of_plan" FOREIGN KEY ("brief_id","plan_version") REFERENCES "public"."shot_plans"("brief_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "takes_by_end" ON "takes" USING btree ("ended_at") WHERE "takes"."gpu_ms" is not null;--> statement-breakpoint
CREATE INDEX "takes_of_workflow" ON "takes" USING btree ("workflow","is_animatic","ended_at") WHERE "takes"."outcome" = 'rendered' and "takes"."gpu_ms" is not null and "takes"."frames" is not null;