#!/bin/sh
# Creates Temporal's databases in our Postgres, or brings them to this release's schema. Safe to run at every start: a
# database that exists is left, and only missing versions are applied. The password is read from SQL_PASSWORD.
set -eu
: "${SQL_PASSWORD:?}"

for pair in temporal:temporal temporal_visibility:visibility; do
  database=${pair%%:*}
  folder=/etc/temporal/schema/postgresql/v12/${pair##*:}/versioned
  set -- --plugin "$DB" --ep "$POSTGRES_SEEDS" -p "$DB_PORT" -u "$POSTGRES_USER" --db "$database"
  temporal-sql-tool "$@" create
  temporal-sql-tool "$@" setup-schema -v 0.0
  temporal-sql-tool "$@" update-schema -d "$folder"
done
