#!/usr/bin/env bash
# Measures memory and CPU of the bridge as a process of its own on Linux: 50 files, each flushed 10 times a second with
# 10 records; then with no change, when there has been none for a minute. Each argument is a set of JVM options;
# without one, those of conf/bridge.vmoptions.
#   infra/packaging/measure-bridge.sh                                   what is shipped
#   infra/packaging/measure-bridge.sh '-Xmx64m' '-Xmx32m -Xss256k'      sets to compare
# Needed: a build, which any command of ./deltatape makes. Broker and writer run on the same machine.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
lib=$root/infra/packaging/target/deltatape/lib
conf=$root/infra/packaging/conf
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
warm=${WARM_SECONDS:-180} settle=${SETTLE_SECONDS:-75} load=${LOAD_SECONDS:-60} idle=${IDLE_SECONDS:-60}
files=50 rate=5000 flush=100ms
[[ $# -gt 0 ]] || set -- "-XX:VMOptionsFile=$conf/bridge.vmoptions"

work=$(mktemp -d)
children=()
finish() {
  for pid in "${children[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT

run() { exec "$java" "-Dlogback.configurationFile=$conf/logback-$1.xml" "${@:2}"; }
await() { # FILE TEXT: waits until the file says the text
  for _ in $(seq 600); do
    grep -q "$2" "$1" 2>/dev/null && return
    sleep 0.1
  done
  echo "measure-bridge: \"$2\" did not come in 60 s; $1 says:" >&2
  tail -5 "$1" >&2
  exit 1
}
memory_mb() { awk -v key="$2:" '$1 == key { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }
cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
cpu_percent() { # PID SECONDS: of one core
  local before after
  before=$(cpu_ticks "$1")
  sleep "$2"
  after=$(cpu_ticks "$1")
  awk -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v s="$2" 'BEGIN { printf "%.1f", 100 * ticks / hz / s }'
}

# The demo is used for its broker only.
run command -Xmx512m -XX:+UseSerialGC -cp "$lib/*" io.deltatape.local.DemoMain --symbols 1 --rate 1 --port 0 \
  --work "$work/demo" >"$work/demo.log" 2>&1 &
children+=($!)
await "$work/demo.log" '^  kafka '
bootstrap=$(awk '$1 == "kafka" { print $2 }' "$work/demo.log")

echo "bridge: $files files, $rate records/s in all, flushed every $flush"
echo "$warm s warm-up, $load s load; then $settle s without a change, and $idle s measured so"
echo "$(uname -sr), $(nproc) cores, load average $(cut -d' ' -f1 /proc/loadavg), $("$java" -version 2>&1 | sed -n 2p)"
printf '%9s %9s %9s %9s  %s\n' 'RSS MB' 'peak MB' 'CPU %' 'idle %' 'JVM options'
number=0
for options; do
  number=$((number + 1))
  data=$work/$number/data log=$work/$number/bridge.log
  mkdir -p "$data"
  run command -Xmx128m -XX:+UseSerialGC -cp "$lib/*" io.deltatape.simulator.Simulate \
    --data "$data" --symbols $files --rate $rate --flush $flush --seed 1 >"$work/$number/simulate.log" 2>&1 &
  writer=$!
  children+=("$writer")
  # shellcheck disable=SC2086
  run service $options -cp "$lib/*" io.deltatape.bridge.BridgeMain --bootstrap "$bootstrap" --data "$data" \
    --set "topics.prefix=m$number." >"$log" 2>&1 &
  bridge=$!
  children+=("$bridge")
  await "$log" 'live now'
  sleep "$warm"
  cpu=$(cpu_percent "$bridge" "$load")
  rss=$(memory_mb "$bridge" VmRSS)
  kill "$writer"
  wait "$writer" || true
  sleep "$settle"
  quiet=$(cpu_percent "$bridge" "$idle")
  printf '%9s %9s %9s %9s  %s\n' "$rss" "$(memory_mb "$bridge" VmHWM)" "$cpu" "$quiet" "${options/$root\//}"
  grep -E ' (WARN|ERROR) ' "$log" | head -3 >&2 || true
  kill "$bridge"
  wait "$bridge" || true
done
