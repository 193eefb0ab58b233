#!/bin/sh
# Gives a Temporal server our namespace, how long it keeps finished runs, and the search attributes named as arguments
# (Name=Type). Safe to run at every start. TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE are read by the CLI itself.
set -eu
: "${TEMPORAL_ADDRESS:?}" "${TEMPORAL_NAMESPACE:?}" "${RETENTION:?}"

# Port 7233 is open before every service behind it answers, and a new namespace is not known everywhere at once.
again() {
  left=60
  until "$@"; do
    left=$((left - 1))
    if [ "$left" -eq 0 ]; then return 1; fi
    sleep 2
  done
}

keep_namespace() {
  temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION" ||
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
}

registered() {
  temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE" | grep -qw "$1"
}

register() {
  registered "${1%%=*}" ||
    temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "${1%%=*}" --type "${1##*=}"
}

again temporal operator cluster health
again keep_namespace
for attribute in "$@"; do again register "$attribute"; done
for attribute in "$@"; do again registered "${attribute%%=*}"; done
