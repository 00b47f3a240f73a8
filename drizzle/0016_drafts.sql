CREATE TABLE "drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"content" jsonb NOT NULL,
	"files" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "drafts_oldest" ON "drafts" USING btree ("created_at");