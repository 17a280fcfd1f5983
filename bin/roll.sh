#!/bin/sh
# Deploys the tenants of a ring, two at a time, and says which of how many: npm run roll -- canary
# Where a deployment fails it stops, with what is not begun. npm puts node and cdk into the PATH.

names=$(node "$(dirname "$0")/serverless-scim.mjs" tenant stacks --ring "$1" --names) || exit
set -- $(echo "$names" | tr ',' ' ')
all=$#

while [ $# -gt 0 ]; do
  which=$((all - $# + 1))
  tenants=$1
  shift
  if [ $# -gt 0 ]; then
    which="$which and $((all - $# + 1))"
    tenants=$tenants,$1
    shift
  fi
  echo "$which of $all: $tenants" >&2
  cdk deploy --concurrency 2 --require-approval never -c tenant="$tenants" '**' || {
    code=$?
    echo "stopped: $which of $all ($tenants) failed; not begun: ${*:-none}" >&2
    exit $code
  }
done
