-- AlterTable
ALTER TABLE "actions" ADD COLUMN     "owner" TEXT,
ADD COLUMN     "reminder_of" TEXT;
