#!/usr/bin/env bash
# Proves docker/compose.yml: builds the image, starts every service, waits for detections and for
# the page, asks Prometheus about both cameras, kills a TaskManager, sees it recover, and leaves the
# machine as it was. Root, docker and docker-compose (or the compose plugin) are needed; without a
# daemon it starts one, and without a registry it makes the base image with debootstrap.
set -euo pipefail
cd "$(dirname "$0")/.."

project=manako-test
base=debian:bookworm-slim
scratch=$(mktemp -d)
daemon=""
rules=""
made_base=""
certificates=()
old_images=none
export MANAKO_IMAGE=manako-test:0.1.0 MANAKO_PROMETHEUS_IMAGE=manako-test-prometheus:0.1.0
export MANAKO_DASHBOARD_TOKEN=test-token-of-no-use-elsewhere

say() { printf '== %s\n' "$1"; }
fail() {
  printf 'docker/test.sh: %s\n' "$1" >&2
  exit 1
}

if docker compose version >/dev/null 2>&1; then
  compose=(docker compose)
elif command -v docker-compose >/dev/null 2>&1; then
  compose=(docker-compose)
else
  fail "docker-compose was not found. On Debian: apt-get install docker.io docker-compose debootstrap iptables"
fi
overridden=("${compose[@]}")
compose+=(-p "$project" -f docker/compose.yml)

# A daemon leaves its bridge, its firewall rules and forwarding behind.
undo_network() {
  local table
  [ -n "$had_bridge" ] || ip link delete docker0 2>/dev/null || true
  for table in filter nat; do
    iptables -t "$table" -F && iptables -t "$table" -X || true
  done
  iptables -P FORWARD ACCEPT || true
  iptables-restore <"$rules" || true
  echo "$forwarding" >/proc/sys/net/ipv4/ip_forward || true
  [ -n "$had_run" ] || rm -rf /run/docker
}

# What a build leaves of the stages before the last.
dangling() { docker images -qf dangling=true 2>/dev/null | sort -u; }

clean_up() {
  local code=$?
  trap - EXIT INT TERM
  if [ "$code" != 0 ]; then
    "${compose[@]}" ps 2>/dev/null || true
    "${compose[@]}" logs --tail 15 2>/dev/null || true
  fi
  say "Cleaning up"
  "${compose[@]}" down -v --remove-orphans >/dev/null 2>&1 || true
  docker image rm -f "$MANAKO_IMAGE" "$MANAKO_PROMETHEUS_IMAGE" >/dev/null 2>&1 || true
  if [ -n "$made_base" ]; then docker image rm -f "$base" >/dev/null 2>&1 || true; fi
  dangling | grep -vxF "$old_images" | xargs -r docker image rm -f >/dev/null 2>&1 || true
  if [ "${#certificates[@]}" != 0 ]; then rm -f "${certificates[@]}"; fi
  if [ -n "$daemon" ]; then
    kill "$daemon" 2>/dev/null || true
    wait "$daemon" 2>/dev/null || true
    undo_network
  fi
  rm -rf "$scratch"
  exit "$code"
}
trap clean_up EXIT INT TERM

# Waits until a command succeeds: within SECONDS WHAT COMMAND …
within() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >"$scratch/last" 2>&1; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      cat "$scratch/last" >&2
      fail "$what has not come in time"
    fi
    sleep 2
  done
}

start_daemon() {
  docker info >/dev/null 2>&1 && return
  command -v dockerd >/dev/null 2>&1 || fail "no Docker daemon runs and dockerd was not found"
  say "Starting dockerd"
  rules=$scratch/rules
  iptables-save >"$rules"
  forwarding=$(cat /proc/sys/net/ipv4/ip_forward)
  had_bridge=$(ls -d /sys/class/net/docker0 2>/dev/null || true)
  had_run=$(ls -d /run/docker 2>/dev/null || true)
  dockerd --data-root "$scratch/docker" --exec-root "$scratch/exec" --pidfile "$scratch/pid" \
    >"$scratch/dockerd.log" 2>&1 &
  daemon=$!
  within 60 "the Docker daemon" docker info
}

find_base() {
  docker image inspect "$base" >/dev/null 2>&1 && return
  made_base=yes
  docker pull -q "$base" >/dev/null 2>&1 && return
  say "No registry answers: making $base with debootstrap"
  debootstrap --variant=minbase bookworm "$scratch/bookworm" >"$scratch/debootstrap.log" 2>&1 ||
    fail "debootstrap failed: $(tail -n 3 "$scratch/debootstrap.log")"
  tar -C "$scratch/bookworm" -c . | docker import - "$base" >/dev/null
  rm -rf "$scratch/bookworm"
}

# The machine's own extra certificates, for a proxy between the build and the registries.
copy_certificates() {
  local file
  for file in /usr/local/share/ca-certificates/*.crt; do
    [ -e "$file" ] && [ ! -e "docker/certificates/${file##*/}" ] || continue
    cp "$file" docker/certificates/
    certificates+=("docker/certificates/${file##*/}")
  done
}

# Whether so many results come from now on.
results() {
  local lines
  lines=$(timeout 100 "${compose[@]}" exec -T kafka java @/opt/manako/jvm/manako \
    tail video.detections -b kafka:9092 --json -n "$1" | grep -c '"schema":"video.detections/1"')
  [ "$lines" -ge "$1" ]
}
page() { curl -fsSL -c "$scratch/cookies" -b "$scratch/cookies" -o "$scratch/page" "http://127.0.0.1:8090/?token=$MANAKO_DASHBOARD_TOKEN"; }
# Whether Prometheus knows the frames of both cameras.
asked() { "${compose[@]}" exec -T prometheus promtool query instant http://localhost:9090 "$1"; }
cameras_counted() {
  asked "sum by (camera_id) ($counted) > 0" >"$scratch/counted" &&
    grep -q 'camera_id="cam-1"' "$scratch/counted" && grep -q 'camera_id="cam-2"' "$scratch/counted"
}
task_managers() {
  curl -fsS http://127.0.0.1:8081/taskmanagers | grep -o '"id":"[^"]*"' | sort
}
is_replaced() { [ -n "$(task_managers)" ] && [ "$(task_managers)" != "$before" ]; }
# The job is RUNNING as soon as it waits for slots; its vertices are when they have them.
runs_again() {
  local job
  job=$(curl -fsS http://127.0.0.1:8081/jobs/overview | grep -o '"jid":"[0-9a-f]*"' | cut -d'"' -f4)
  curl -fsS "http://127.0.0.1:8081/jobs/$job" | grep -q '"status":"RUNNING"' &&
    ! curl -fsS "http://127.0.0.1:8081/jobs/$job" | grep -q '"status":"\(CREATED\|SCHEDULED\|DEPLOYING\|INITIALIZING\|FAILED\|CANCEL'
}

for override in official gpu; do
  "${overridden[@]}" -f docker/compose.yml -f "docker/compose.$override.yml" config -q ||
    fail "compose.$override.yml does not go with compose.yml"
done
start_daemon
old_images=none$'\n'$(dangling)
find_base
copy_certificates
ls jobs/target/manako-*.tar.gz >/dev/null 2>&1 || mvn -q -DskipTests package

say "Building the image"
"${compose[@]}" build >"$scratch/build.log" 2>&1 || {
  tail -n 30 "$scratch/build.log"
  fail "the image does not build"
}

say "Starting the services"
"${compose[@]}" up -d >"$scratch/up.log" 2>&1 || {
  cat "$scratch/up.log"
  fail "the services do not start"
}
within 240 "detections on the topic" results 40
say "Detections arrive"
within 60 "the page" page
grep -q "<title>" "$scratch/page" || fail "the page is no page: $(head -c 200 "$scratch/page")"
say "The page answers"

say "Checking Prometheus"
counted=flink_taskmanager_job_task_operator_manako_camera_id_frames_in_total
for check in "check config prometheus.yml" "test rules rules.test.yml"; do
  # shellcheck disable=SC2086  # words of a command
  "${compose[@]}" exec -T -w /etc/prometheus prometheus promtool $check >"$scratch/last" 2>&1 || {
    cat "$scratch/last" >&2
    fail "promtool $check found mistakes"
  }
done
within 60 "frames in Prometheus" cameras_counted
say "Prometheus counts the frames of both cameras"

before=$(task_managers)
victim=$("${compose[@]}" ps -q taskmanager)
say "Killing the TaskManager's process"
kill -9 "$(docker inspect -f '{{.State.Pid}}' "$victim")"
within 120 "a new TaskManager" is_replaced
within 120 "the job on the new TaskManager" runs_again
restarts=$(docker inspect -f '{{.RestartCount}}' "$victim")
[ "$restarts" -ge 1 ] || fail "the container was not restarted"
within 120 "results after the kill" results 40
say "It recovered: container restarted $restarts time(s), results go on"

"${compose[@]}" down -v >/dev/null 2>&1
[ -z "$(docker ps -aq --filter "label=com.docker.compose.project=$project")" ] ||
  fail "containers are left"
say "Passed"
