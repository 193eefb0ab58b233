-- AlterTable
ALTER TABLE "llm_attempts" ADD COLUMN     "drawn_micros" BIGINT NOT NULL DEFAULT 0;
