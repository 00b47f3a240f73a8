ALTER TABLE "shot_plans" ADD COLUMN "treatment" jsonb;--> statement-breakpoint
ALTER TABLE "shot_plans" ADD COLUMN "provenance" jsonb DEFAULT '{"model":null,"promptVersion":null,"sent":[],"attempts":0,"tokens":0,"fellBack":null}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "shots" ADD COLUMN "direction" jsonb DEFAULT '{"scene":null,"lighting":null,"art":null,"why":null}'::jsonb NOT NULL;