# Lines of a start in the columns Platform/Startup/ConsoleSteps.cs continues, and the checks ./run and ./test share.
# Sourced by bash; expects $root (the checkout).

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Nothing of the build outlives it.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

first_line=Rosterline
step_line=
worker=

fail() {
  [ -z "$step_line" ] || echo
  echo "$1" >&2
  exit 1
}

begin() {
  step_line=$(printf '%-12s%-25s' "$first_line" "$1")
  first_line=
  step_start=$SECONDS
  printf '%s' "$step_line"
}

# finish DETAIL [INSTEAD OF THE TIME]
finish() {
  local took=$((SECONDS - step_start))
  [ "$took" -gt 0 ] || took=1
  [ ! -t 1 ] || printf '\r%s' "$step_line"
  printf '%-38s%5s\n' "$1" "${2:-$took s}"
  step_line=
}

# attend LOG COMMAND…: runs a long command with its output in LOG; a terminal sees the time move after 20 s.
attend() {
  local log=$1 took
  shift
  mkdir -p "$(dirname "$log")"
  # A process group of its own, so that an interrupt can end all of it.
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  worker=$!
  set +m
  while kill -0 "$worker" 2>/dev/null; do
    sleep 0.2
    took=$((SECONDS - step_start))
    if [ -t 1 ] && [ "$took" -ge 20 ]; then printf '\r%s%-38s%5s' "$step_line" "still working" "$took s"; fi
  done
  local status=0
  wait "$worker" || status=$?
  worker=
  return "$status"
}

# A build interrupted by Ctrl-C takes its children with it.
interrupted() {
  [ -z "$worker" ] || kill -- "-$worker" 2>/dev/null || true
  echo
  exit 130
}

# twice COMMAND…: once more after a failure, because networks fail.
twice() { "$@" || { sleep 2; "$@"; }; }

# fingerprint PATH…: changes when a file under the paths changes, comes or goes.
fingerprint() {
  find "$@" \( -name node_modules -o -name bin -o -name obj -o -name dist -o -name wwwroot -o -name TestResults \) -prune \
    -o -type f -print 2>/dev/null | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum 2>/dev/null | cksum
}

# same NAME VALUE: whether the last remembered value is this one.
same() { [ "$(cat "$root/.cache/stamps/$1" 2>/dev/null)" = "$2" ]; }

remember() {
  mkdir -p "$root/.cache/stamps"
  printf '%s\n' "$2" >"$root/.cache/stamps/$1"
}

forget() { rm -f "$root/.cache/stamps/$1"; }

check_dotnet() {
  local found=
  if command -v dotnet >/dev/null 2>&1; then
    found=$(dotnet --list-sdks 2>/dev/null | awk '{print $1}' | sort -t. -k1,1n -k2,2n -k3,3n | tail -1)
    dotnet_version=$(cd "$root" && dotnet --version 2>/dev/null) || dotnet_version=
  fi
  case "${dotnet_version:-}" in
    10.*) return 0 ;;
  esac
  if [ -n "$found" ]; then found="found $found"; else found="none was found"; fi
  fail "This needs the .NET 10 SDK; $found. https://dot.net"
}

check_node() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || fail "This needs Node 20 or newer, with npm; none was found. https://nodejs.org"
  node_version=$(node --version)
  node_version=${node_version#v}
  [ "${node_version%%.*}" -ge 20 ] || fail "This needs Node 20 or newer; found $node_version. https://nodejs.org"
}

# The last line of a log that says what went wrong.
reason() {
  local line
  line=$(grep -iE 'error|EACCES|cannot|failed' "$1" | grep -vE 'A complete log|Error\(s\)|^npm error *$' | head -1 | cut -c1-400)
  [ -n "$line" ] || line=$(grep -v '^ *$' "$1" | tail -1 | cut -c1-200)
  line=${line//"$root/"/}
  printf '%s' "${line%% \[*}"
}

# npm_folder FOLDER: installs a folder's packages exactly as locked, unless they are there.
npm_folder() {
  local folder=$1 stamp name
  name=npm-$(printf '%s' "$folder" | tr '/' '-')
  stamp=$(cksum <"$root/$folder/package-lock.json")
  if same "$name" "$stamp" && [ -d "$root/$folder/node_modules" ]; then return 0; fi
  (cd "$root/$folder" && twice npm ci --no-audit --no-fund --loglevel=error) || return 1
  remember "$name" "$stamp"
}
