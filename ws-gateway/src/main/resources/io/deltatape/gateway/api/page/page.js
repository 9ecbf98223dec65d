// The live table: one WebSocket per symbol, of the first SYMBOLS_MAX that /api/symbols lists.
'use strict';

const SYMBOLS_MAX = 50;
const LIST_EVERY_MS = 5000;
const STATS_EVERY_MS = 1000;
const QUIET_MS = 10000;
const SOURCE_SILENT_MS = 5000;
const RETRY_MIN_MS = 250;
const RETRY_MAX_MS = 10000;
const FINAL_CODES = new Set([4001, 4004, 4009]);

const FIELDS = ['last_price', 'last_side', 'change', 'percent', 'bid', 'ask', 'high', 'low', 'volume', 'trades', 'age', 'state'];
const watches = new Map();
let sourceSilent = false;
let gatewayReachable = false;

const byId = (id) => document.getElementById(id);
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 9 });
const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };

/** One symbol: its connection, its state merged from deltas, and its row. */
class Watch {
  constructor(symbol) {
    this.symbol = symbol;
    this.data = {};
    this.position = null;
    this.retryMs = RETRY_MIN_MS;
    this.digits = 0;
    this.connected = false;
    this.changedAt = 0;
    this.stopped = false;
    this.dirty = new Set();
    this.row = document.createElement('tr');
    const name = document.createElement('td');
    name.textContent = symbol;
    this.row.append(name);
    this.cells = Object.fromEntries(FIELDS.map((field) => {
      const cell = document.createElement('td');
      cell.textContent = '–';
      this.row.append(cell);
      return [field, cell];
    }));
    this.connect();
  }

  connect() {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const resume = this.position ? `?resume=${this.position.epoch}.${this.position.version}` : '';
    const socket = new WebSocket(`${scheme}://${location.host}/ws/live_data/${encodeURIComponent(this.symbol)}${resume}`);
    this.socket = socket;
    socket.onopen = () => {
      this.connected = true;
      this.retryMs = RETRY_MIN_MS;
    };
    socket.onmessage = (event) => this.receive(JSON.parse(event.data));
    socket.onclose = (event) => {
      this.connected = false;
      if (this.stopped || FINAL_CODES.has(event.code)) return;
      const jitter = 0.5 + Math.random();
      setTimeout(() => { if (!this.stopped) this.connect(); }, this.retryMs * jitter);
      this.retryMs = Math.min(this.retryMs * 2, RETRY_MAX_MS);
    };
  }

  receive(message) {
    if (message.type === 'initial_state') {
      Object.keys(message.data).forEach((field) => this.dirty.add(field));
      this.previous = { ...this.data };
      this.data = message.data;
    } else if (message.type === 'market_data_delta') {
      const held = this.position;
      const base = message.base ?? message.version - 1;
      const baseEpoch = message.base_epoch ?? message.epoch;
      if (!held || held.epoch !== baseEpoch || base > held.version) {
        this.position = null; // a gap cannot be mended by waiting: begin again
        this.socket.close();
        return;
      }
      if (held.epoch === message.epoch && message.version <= held.version) return;
      this.previous = { ...this.previous, ...this.pick(message.delta) };
      for (const [field, value] of Object.entries(message.delta)) {
        if (field === 'bids' || field === 'asks') continue; // the table does not show the book
        if (value === null) delete this.data[field];
        else this.data[field] = value;
        this.dirty.add(field);
      }
    } else {
      return;
    }
    this.position = { epoch: message.epoch, version: message.version };
    this.changedAt = Date.now();
    changed.add(this);
  }

  /** What the fields of a delta were before it. */
  pick(delta) {
    return Object.fromEntries(Object.keys(delta).map((field) => [field, this.data[field]]));
  }

  draw() {
    const d = this.data;
    const close = d.prev_close;
    const change = d.last_price !== undefined && close !== undefined ? d.last_price - close : undefined;
    const prices = [d.last_price, d.bid, d.ask, d.high, d.low, close];
    this.digits = Math.max(this.digits, ...prices.map((n) => this.digitsOf(n))); // only grows, so that nothing jumps
    const { digits } = this;
    const plus = change > 0 ? '+' : '';
    const texts = {
      last_price: d.last_price,
      last_side: { B: 'buy', S: 'sell', U: '·' }[d.last_side],
      change: change === undefined ? undefined : plus + change.toFixed(digits),
      percent: change === undefined || !close ? undefined : plus + (100 * change / close).toFixed(2),
      bid: d.bid,
      ask: d.ask,
      high: d.high,
      low: d.low,
      volume: d.volume,
      trades: d.trades,
    };
    for (const [field, value] of Object.entries(texts)) {
      const cell = this.cells[field];
      put(cell, value === undefined ? '–' : typeof value === 'number' ? this.number(field, value, digits) : value);
      if (this.dirty.has(field)) this.flash(cell, d[field] - this.previous?.[field]);
    }
    this.dirty.clear();
    const tone = change === undefined || change === 0 ? '' : change > 0 ? 'up' : 'down';
    this.cells.change.className = tone;
    this.cells.percent.className = tone;
    this.cells.last_side.className = { B: 'up', S: 'down' }[d.last_side] ?? 'dim';
  }

  number(field, value, digits) {
    return field === 'volume' || field === 'trades'
      ? grouped.format(value)
      : grouped.format(value).replace(/(\.\d+)?$/, () => (digits ? `.${value.toFixed(Math.max(digits, this.digitsOf(value))).split('.')[1]}` : ''));
  }

  digitsOf(value) {
    return (String(value ?? '').split('.')[1] ?? '').length;
  }

  flash(cell, direction) {
    const name = direction > 0 ? 'flash-up' : direction < 0 ? 'flash-down' : 'flash';
    for (const running of cell.getAnimations()) running.cancel();
    cell.classList.remove('flash', 'flash-up', 'flash-down');
    void cell.offsetWidth; // so that the animation begins again
    cell.classList.add(name);
  }

  /** Live, quiet, stale and disconnected are four different things. */
  state(now) {
    if (!this.connected) return 'disconnected';
    if (sourceSilent) return 'stale';
    if (!this.position) return 'quiet';
    return now - this.changedAt > QUIET_MS ? 'quiet' : 'live';
  }

  drawAge(now) {
    const ms = this.data.ts_event === undefined ? undefined : now - this.data.ts_event / 1000;
    put(this.cells.age, ms === undefined ? '–' : age(ms));
    const state = this.state(now);
    put(this.cells.state, state);
    this.cells.state.className = state;
    this.cells.age.className = 'dim';
  }

  stop() {
    this.stopped = true;
    this.socket.close();
    this.row.remove();
  }
}

function age(ms) {
  const s = Math.max(ms, 0) / 1000;
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 100) return `${Math.round(s)} s`;
  if (s < 6000) return `${Math.round(s / 60)} min`;
  if (s < 172800) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86400)} d`;
}

const changed = new Set();
function drawChanged() {
  for (const watch of changed) watch.draw();
  changed.clear();
  requestAnimationFrame(drawChanged);
}

async function list() {
  try {
    const response = await fetch('/api/symbols');
    if (!response.ok) return;
    const { symbols } = await response.json();
    const wanted = symbols.slice(0, SYMBOLS_MAX);
    for (const [symbol, watch] of watches) {
      if (!wanted.includes(symbol)) {
        watch.stop();
        watches.delete(symbol);
      }
    }
    const rows = byId('rows');
    wanted.forEach((symbol, i) => {
      if (!watches.has(symbol)) watches.set(symbol, new Watch(symbol));
      const { row } = watches.get(symbol);
      if (rows.children[i] !== row) rows.insertBefore(row, rows.children[i] ?? null);
    });
    byId('empty').hidden = wanted.length > 0;
    byId('more').hidden = symbols.length <= SYMBOLS_MAX;
    put(byId('more'), `${symbols.length - SYMBOLS_MAX} more symbols are not shown here; /api/market_data has them all.`);
  } catch {
    // the connections show that the gateway is away
  }
}

let lastStats = null;
async function stats() {
  try {
    const figures = await (await fetch('/api/bridge/stats')).json();
    gatewayReachable = true;
    sourceSilent = figures.kafka.last_record_age_ms > SOURCE_SILENT_MS;
    const now = performance.now();
    if (lastStats) {
      const perSecond = (figures.delta_engine.updates - lastStats.updates) / ((now - lastStats.at) / 1000);
      put(byId('rate'), grouped.format(Math.max(Math.round(perSecond), 0)));
    }
    lastStats = { updates: figures.delta_engine.updates, at: now };
    const way = figures.latency.seen_to_gateway;
    put(byId('p50'), way ? `${way.p50_ms.toFixed(1)} ms` : '–');
    put(byId('p99'), way ? `${way.p99_ms.toFixed(1)} ms` : '–');
    const socket = figures.latency.gateway_to_written;
    put(byId('socket'), socket ? `${socket.p50_ms.toFixed(2)} / ${socket.p99_ms.toFixed(2)} ms` : '–');
    put(byId('clients'), grouped.format(figures.websocket_connections.open));
    put(byId('saved'), figures.efficiency_percent === null ? '–' : `${figures.efficiency_percent.toFixed(0)} %`);
  } catch {
    gatewayReachable = false;
  }
}

function drawStates() {
  const now = Date.now();
  const states = [...watches.values()].map((watch) => {
    watch.drawAge(now);
    return watch.state(now);
  });
  const all = !gatewayReachable || (states.length && states.every((s) => s === 'disconnected')) ? 'disconnected'
    : sourceSilent ? 'stale'
      : states.includes('live') ? 'live' : 'quiet';
  put(byId('state'), all);
  byId('state').className = `state ${all}`;
}

list();
stats();
drawChanged();
setInterval(list, LIST_EVERY_MS);
setInterval(stats, STATS_EVERY_MS);
setInterval(drawStates, 250);
