#!/usr/bin/env bash
# Production validation test suite: proves the plan against production with prodgate, and shows test by test what came out.
#
#   TENANT_ID=… WEBHOOK_SECRET=… scripts/production-validation-test.sh [PLAN] [options of prodgate run]
#
# TENANT_ID       the tenant whose tickets are sent; the plan reads it as ${env.TENANT_ID}
# WEBHOOK_SECRET  what webhooks are signed with; the plan reads it as ${env.WEBHOOK_SECRET}
# PRODGATE        the program, if it is not on the PATH
# DOCUMENTS       where the documents go (default: docs)
# RUN_DIR         the run's folder (default: prodgate-runs/TIME)
#
# Exit codes are those of prodgate run: 0 approved, 1 not approved, 2 usage or plan error, 3 inconclusive.
set -euo pipefail

missing=0
for name in TENANT_ID WEBHOOK_SECRET; do
  if [[ -z "${!name:-}" ]]; then
    echo "error: the environment variable $name is not set" >&2
    missing=1
  fi
done
((missing == 0)) || exit 2
export TENANT_ID WEBHOOK_SECRET

prodgate=${PRODGATE:-prodgate}
if ! command -v "$prodgate" >/dev/null; then
  echo "error: there is no $prodgate: install it, or name it with PRODGATE" >&2
  exit 2
fi

plan=prodgate.yaml
if [[ $# -gt 0 && $1 != -* ]]; then
  plan=$1
  shift
fi
run=${RUN_DIR:-prodgate-runs/$(date -u +%Y%m%d-%H%M%S)-$$}

green='' red='' yellow='' plain=''
if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-} != dumb ]]; then
  green=$'\033[32m' red=$'\033[31m' yellow=$'\033[33m' plain=$'\033[0m'
fi

code=0
"$prodgate" run "$plan" --out "$run" --documents "${DOCUMENTS:-docs}" "$@" || code=$?
[[ -e $run/events.jsonl ]] || exit "$((code == 0 ? 3 : code))"

# https://testanything.org/tap-version-14-specification.html: "ok 1 - name", "not ok 2 - name", "ok 3 - name # SKIP why"
report=$("$prodgate" report "$run" --format tap) || { ((code != 0)) || code=3; }
pass=0 fail=0 warning=0
while IFS= read -r line; do
  case $line in
    'ok '*'# '[Ss][Kk][Ii][Pp]* | 'ok '*'# '[Tt][Oo][Dd][Oo]* | 'not ok '*'# '[Tt][Oo][Dd][Oo]*)
      warning=$((warning + 1))
      echo "${yellow}WARNING${plain} ${line#* - }"
      ;;
    'ok '*)
      pass=$((pass + 1))
      echo "${green}PASS${plain}    ${line#* - }"
      ;;
    'not ok '*)
      fail=$((fail + 1))
      echo "${red}FAIL${plain}    ${line#* - }"
      ;;
  esac
done <<<"$report"

echo
echo "$((pass + fail + warning)) tests: ${green}$pass passed${plain}, ${red}$fail failed${plain}, ${yellow}$warning with a warning${plain}"
if ((pass + fail + warning == 0 && code == 0)); then
  echo "error: nothing was tested, and that is no pass" >&2
  code=3
fi
exit "$code"
