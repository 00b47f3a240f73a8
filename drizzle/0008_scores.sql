ALTER TABLE "shot_plans" ADD COLUMN "score" jsonb;--> statement-breakpoint
ALTER TABLE "shots" ADD COLUMN "strengths" jsonb DEFAULT '{}'::jsonb NOT NULL;