-- AlterTable
ALTER TABLE "questions" ADD COLUMN     "since" INTEGER,
ADD COLUMN     "sub_problem_index" INTEGER;

-- AlterTable
ALTER TABLE "sub_problems" ADD COLUMN     "as_of" INTEGER;

-- AlterTable
ALTER TABLE "rounds" ADD COLUMN     "as_of" INTEGER;

-- CreateTable
CREATE TABLE "interjections" (
    "id" UUID NOT NULL,
    "session_id" TEXT NOT NULL,
    "number" INTEGER,
    "text" TEXT NOT NULL,
    "since" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "interjections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "interjection_replies" (
    "interjection_id" UUID NOT NULL,
    "sub_problem_index" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "expert_code" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "interjection_replies_pkey" PRIMARY KEY ("interjection_id","sub_problem_index","position")
);

-- CreateTable
CREATE TABLE "constraint_changes" (
    "id" UUID NOT NULL,
    "session_id" TEXT NOT NULL,
    "constraints" TEXT[],
    "since" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "constraint_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "interjections_session_id_number_key" ON "interjections"("session_id", "number");

-- CreateIndex
CREATE INDEX "constraint_changes_session_id_since_idx" ON "constraint_changes"("session_id", "since");

-- AddForeignKey
ALTER TABLE "interjections" ADD CONSTRAINT "interjections_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interjection_replies" ADD CONSTRAINT "interjection_replies_interjection_id_fkey" FOREIGN KEY ("interjection_id") REFERENCES "interjections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "constraint_changes" ADD CONSTRAINT "constraint_changes_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
