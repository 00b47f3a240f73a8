CREATE TYPE "public"."brief_status" AS ENUM('planning', 'plan-review', 'shooting', 'cutting', 'delivering', 'in-review', 'revising', 'approved', 'cancelled', 'failed');--> statement-breakpoint
CREATE TYPE "public"."camera_move" AS ENUM('static', 'push-in', 'pull-out', 'pan-left', 'pan-right', 'tilt-up', 'tilt-down');--> statement-breakpoint
CREATE TYPE "public"."framing" AS ENUM('extreme-wide', 'wide', 'full', 'medium', 'medium-close-up', 'close-up', 'extreme-close-up');--> statement-breakpoint
CREATE TYPE "public"."gate" AS ENUM('auto', 'always');--> statement-breakpoint
CREATE TYPE "public"."lens" AS ENUM('18mm', '24mm', '35mm', '50mm', '85mm', '100mm');--> statement-breakpoint
CREATE TYPE "public"."plan_author" AS ENUM('model', 'rules');--> statement-breakpoint
CREATE TYPE "public"."take_outcome" AS ENUM('submitting', 'rendered', 'failed', 'cancelled', 'lost');--> statement-breakpoint
CREATE TYPE "public"."agent_status" AS ENUM('idle', 'working', 'offline');--> statement-breakpoint
CREATE TYPE "public"."message_role" AS ENUM('status-card', 'plan', 'delivery', 'question', 'failure', 'note');--> statement-breakpoint
CREATE TYPE "public"."platform" AS ENUM('slack', 'discord', 'desk', 'api');--> statement-breakpoint
CREATE TYPE "public"."role" AS ENUM('guest', 'member', 'reviewer', 'producer', 'admin');--> statement-breakpoint
CREATE TYPE "public"."action_type" AS ENUM('CinematicDelivery');--> statement-breakpoint
CREATE TYPE "public"."task_kind" AS ENUM('review');--> statement-breakpoint
CREATE TYPE "public"."task_status" AS ENUM('open', 'closed');--> statement-breakpoint
CREATE TYPE "public"."verdict" AS ENUM('approve', 'request-changes', 'reject');--> statement-breakpoint
CREATE TYPE "public"."asset_category" AS ENUM('reference', 'footage', 'storyboard', 'voiceover', 'music', 'script', 'shot_clip', 'ai_short', 'poster', 'proxy');--> statement-breakpoint
CREATE TYPE "public"."asset_scope" AS ENUM('cinematics');--> statement-breakpoint
CREATE TABLE "cinematic_briefs" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"requester_id" text NOT NULL,
	"nora_session_id" text,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"script" text,
	"asset_ids" text[] NOT NULL,
	"duration_seconds" double precision NOT NULL,
	"fps" double precision NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"tone" text,
	"style_tags" text[] NOT NULL,
	"deliverables" jsonb NOT NULL,
	"gate" "gate",
	"status" "brief_status" NOT NULL,
	"state" jsonb NOT NULL,
	"version" integer NOT NULL,
	"plan_version" integer NOT NULL,
	"delivery_count" integer NOT NULL,
	"llm_notes" text,
	"render_payload" jsonb NOT NULL,
	"output_assets" text[] NOT NULL,
	"event_seq" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cinematic_briefs_length" CHECK ("cinematic_briefs"."duration_seconds" > 0 and "cinematic_briefs"."fps" > 0),
	CONSTRAINT "cinematic_briefs_size" CHECK ("cinematic_briefs"."width" > 0 and "cinematic_briefs"."height" > 0)
);
--> statement-breakpoint
CREATE TABLE "shot_plans" (
	"brief_id" text NOT NULL,
	"version" integer NOT NULL,
	"author" "plan_author" NOT NULL,
	"rationale" text NOT NULL,
	"estimate_gpu_seconds" double precision NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "shot_plans_brief_id_version_pk" PRIMARY KEY("brief_id","version"),
	CONSTRAINT "shot_plans_version" CHECK ("shot_plans"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "shots" (
	"brief_id" text NOT NULL,
	"plan_version" integer NOT NULL,
	"id" text NOT NULL,
	"index" integer NOT NULL,
	"prompt" text NOT NULL,
	"negative" text NOT NULL,
	"caption" text NOT NULL,
	"camera_move" "camera_move" NOT NULL,
	"lens" "lens" NOT NULL,
	"framing" "framing" NOT NULL,
	"duration_frames" integer NOT NULL,
	"references" jsonb NOT NULL,
	"workflow" text NOT NULL,
	"models" jsonb NOT NULL,
	"seed" bigint NOT NULL,
	"loop" boolean NOT NULL,
	"finish" jsonb NOT NULL,
	"locked" boolean NOT NULL,
	"fingerprint" text NOT NULL,
	"current_take_id" text,
	CONSTRAINT "shots_brief_id_plan_version_id_pk" PRIMARY KEY("brief_id","plan_version","id"),
	CONSTRAINT "shots_length" CHECK ("shots"."duration_frames" > 0 and "shots"."index" >= 0)
);
--> statement-breakpoint
CREATE TABLE "takes" (
	"id" text PRIMARY KEY NOT NULL,
	"brief_id" text NOT NULL,
	"shot_id" text NOT NULL,
	"plan_version" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"workflow" text NOT NULL,
	"duration_frames" integer NOT NULL,
	"host" text NOT NULL,
	"prompt_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"payload" jsonb NOT NULL,
	"outcome" "take_outcome" NOT NULL,
	"gpu_ms" double precision,
	"asset_id" text,
	"failure" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "takes_ended" CHECK (("takes"."outcome" = 'submitting') = ("takes"."ended_at" is null))
);
--> statement-breakpoint
CREATE TABLE "agents" (
	"agent_id" text PRIMARY KEY NOT NULL,
	"agent_type" text NOT NULL,
	"capabilities" text[] NOT NULL,
	"status" "agent_status" NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat_messages" (
	"platform" "platform" NOT NULL,
	"workspace" text NOT NULL,
	"channel" text NOT NULL,
	"message" text NOT NULL,
	"brief_id" text NOT NULL,
	"role" "message_role" NOT NULL,
	"delivery_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_messages_platform_workspace_channel_message_pk" PRIMARY KEY("platform","workspace","channel","message")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"brief_id" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "events_brief_id_seq_pk" PRIMARY KEY("brief_id","seq")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"person_id" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"brief_id" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_person_id_key_pk" PRIMARY KEY("person_id","key")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"platform" "platform" NOT NULL,
	"event_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "inbox_platform_event_id_pk" PRIMARY KEY("platform","event_id")
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"platform" "platform" NOT NULL,
	"workspace" text NOT NULL,
	"channel" text NOT NULL,
	"project_id" text NOT NULL,
	CONSTRAINT "channels_platform_workspace_channel_pk" PRIMARY KEY("platform","workspace","channel")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"platform" "platform" NOT NULL,
	"workspace" text NOT NULL,
	"user_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "identities_platform_workspace_user_id_pk" PRIMARY KEY("platform","workspace","user_id")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"project_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" "role" NOT NULL,
	CONSTRAINT "members_project_id_person_id_pk" PRIMARY KEY("project_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"look" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"brief_id" text NOT NULL,
	"number" integer NOT NULL,
	"plan_version" integer NOT NULL,
	"film_asset_id" text NOT NULL,
	"poster_asset_id" text NOT NULL,
	"proxy_asset_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "deliveries_number" CHECK ("deliveries"."number" >= 1)
);
--> statement-breakpoint
CREATE TABLE "executive_actions" (
	"id" text PRIMARY KEY NOT NULL,
	"brief_id" text NOT NULL,
	"type" "action_type" NOT NULL,
	"payload" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"brief_id" text NOT NULL,
	"delivery_id" text,
	"person_id" text NOT NULL,
	"text" text NOT NULL,
	"shot_index" integer,
	"timecode_seconds" double precision,
	"at" timestamp (3) with time zone NOT NULL,
	"plan_version" integer
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" text PRIMARY KEY NOT NULL,
	"brief_id" text NOT NULL,
	"kind" "task_kind" NOT NULL,
	"title" text NOT NULL,
	"assignee_id" text,
	"status" "task_status" NOT NULL,
	"due_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verdicts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "verdicts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"delivery_id" text NOT NULL,
	"person_id" text NOT NULL,
	"verdict" "verdict" NOT NULL,
	"text" text,
	"at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "project_assets" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"category" "asset_category" NOT NULL,
	"scope" "asset_scope" NOT NULL,
	"name" text NOT NULL,
	"mime" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"width" integer,
	"height" integer,
	"duration_seconds" double precision,
	"fps" double precision,
	"has_audio" boolean NOT NULL,
	"provenance" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cinematic_briefs" ADD CONSTRAINT "cinematic_briefs_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cinematic_briefs" ADD CONSTRAINT "cinematic_briefs_requester_id_people_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shot_plans" ADD CONSTRAINT "shot_plans_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shots" ADD CONSTRAINT "shots_current_take_id_takes_id_fk" FOREIGN KEY ("current_take_id") REFERENCES "public"."takes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shots" ADD CONSTRAINT "shots_brief_id_plan_version_shot_plans_brief_id_version_fk" FOREIGN KEY ("brief_id","plan_version") REFERENCES "public"."shot_plans"("brief_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takes" ADD CONSTRAINT "takes_asset_id_project_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."project_assets"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takes" ADD CONSTRAINT "takes_brief_id_plan_version_shot_id_shots_brief_id_plan_version_id_fk" FOREIGN KEY ("brief_id","plan_version","shot_id") REFERENCES "public"."shots"("brief_id","plan_version","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_film_asset_id_project_assets_id_fk" FOREIGN KEY ("film_asset_id") REFERENCES "public"."project_assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_poster_asset_id_project_assets_id_fk" FOREIGN KEY ("poster_asset_id") REFERENCES "public"."project_assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_proxy_asset_id_project_assets_id_fk" FOREIGN KEY ("proxy_asset_id") REFERENCES "public"."project_assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_brief_id_plan_version_shot_plans_brief_id_version_fk" FOREIGN KEY ("brief_id","plan_version") REFERENCES "public"."shot_plans"("brief_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "executive_actions" ADD CONSTRAINT "executive_actions_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_brief_id_cinematic_briefs_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."cinematic_briefs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_assignee_id_people_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_assets" ADD CONSTRAINT "project_assets_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cinematic_briefs_newest" ON "cinematic_briefs" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "cinematic_briefs_of_project" ON "cinematic_briefs" USING btree ("project_id","created_at","id");--> statement-breakpoint
CREATE INDEX "cinematic_briefs_at_stage" ON "cinematic_briefs" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "cinematic_briefs_of_project_at_stage" ON "cinematic_briefs" USING btree ("project_id","status","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "shots_in_order" ON "shots" USING btree ("brief_id","plan_version","index");--> statement-breakpoint
CREATE INDEX "shots_by_current_take" ON "shots" USING btree ("current_take_id");--> statement-breakpoint
CREATE INDEX "takes_of_brief" ON "takes" USING btree ("brief_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "takes_open" ON "takes" USING btree ("brief_id","shot_id") WHERE "takes"."outcome" = 'submitting';--> statement-breakpoint
CREATE INDEX "takes_by_fingerprint" ON "takes" USING btree ("fingerprint","created_at") WHERE "takes"."outcome" = 'rendered';--> statement-breakpoint
CREATE INDEX "takes_of_workflow" ON "takes" USING btree ("workflow","ended_at") WHERE "takes"."outcome" = 'rendered' and "takes"."gpu_ms" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "takes_by_prompt" ON "takes" USING btree ("prompt_id");--> statement-breakpoint
CREATE INDEX "takes_by_asset" ON "takes" USING btree ("asset_id");--> statement-breakpoint
CREATE INDEX "chat_messages_of_brief" ON "chat_messages" USING btree ("brief_id","role");--> statement-breakpoint
CREATE INDEX "idempotency_keys_oldest" ON "idempotency_keys" USING btree ("at");--> statement-breakpoint
CREATE INDEX "inbox_oldest" ON "inbox" USING btree ("at");--> statement-breakpoint
CREATE INDEX "channels_of_project" ON "channels" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "identities_of_person" ON "identities" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "members_of_person" ON "members" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "projects_newest" ON "projects" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_by_number" ON "deliveries" USING btree ("brief_id","number");--> statement-breakpoint
CREATE INDEX "executive_actions_of_brief" ON "executive_actions" USING btree ("brief_id","at");--> statement-breakpoint
CREATE INDEX "notes_of_brief" ON "notes" USING btree ("brief_id","at");--> statement-breakpoint
CREATE INDEX "notes_waiting" ON "notes" USING btree ("brief_id") WHERE "notes"."plan_version" is null;--> statement-breakpoint
CREATE INDEX "tasks_open" ON "tasks" USING btree ("brief_id") WHERE "tasks"."status" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "verdicts_in_force" ON "verdicts" USING btree ("delivery_id","person_id") WHERE "verdicts"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "verdicts_of_delivery" ON "verdicts" USING btree ("delivery_id","at");--> statement-breakpoint
CREATE INDEX "project_assets_newest" ON "project_assets" USING btree ("project_id","created_at","id");--> statement-breakpoint
CREATE INDEX "project_assets_by_key" ON "project_assets" USING btree ("storage_key");