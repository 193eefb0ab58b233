-- CreateTable
CREATE TABLE "inquiries" (
    "session_id" TEXT NOT NULL,
    "sub_problem_index" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "query" TEXT NOT NULL,
    "query_key" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inquiries_pkey" PRIMARY KEY ("session_id","sub_problem_index","round")
);

-- CreateTable
CREATE TABLE "sources" (
    "session_id" TEXT NOT NULL,
    "sub_problem_index" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "snippet" TEXT NOT NULL,

    CONSTRAINT "sources_pkey" PRIMARY KEY ("session_id","sub_problem_index","number")
);

-- CreateTable
CREATE TABLE "search_answers" (
    "query_key" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "results" JSONB NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "search_answers_pkey" PRIMARY KEY ("query_key")
);

-- CreateIndex
CREATE INDEX "search_answers_fetched_at_idx" ON "search_answers"("fetched_at");

-- AddForeignKey
ALTER TABLE "inquiries" ADD CONSTRAINT "inquiries_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sources" ADD CONSTRAINT "sources_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
