-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "stop_requested_attempt" INTEGER NOT NULL DEFAULT 0;
