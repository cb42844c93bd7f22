import { HttpTransportType, HubConnectionBuilder, LogLevel, type HubConnection } from '@microsoft/signalr';

/** What the server hints at over the live connection; the app then reads again over REST. */
export interface LiveEvents {
  changed: { kind: string; id: string; lineId: string };
  message: { conversationId: string; messageId: string };
  answering: { conversationId: string; userId: string };
  /** Read everything visible again: hints may have been missed. */
  resync: Record<string, never>;
}

export type LiveState = 'connected' | 'connecting' | 'off';

type Hear<K extends keyof LiveEvents> = (event: LiveEvents[K]) => void;

const hearers = new Map<keyof LiveEvents, Set<(event: never) => void>>();
const watchers = new Set<(state: LiveState) => void>();
let state: LiveState = 'off';

/** Hears one kind of hint; returns how to stop hearing. */
export function onLive<K extends keyof LiveEvents>(kind: K, hear: Hear<K>) {
  const all = hearers.get(kind) ?? new Set();
  hearers.set(kind, all.add(hear));
  return () => { all.delete(hear); };
}

export function onLiveState(watch: (state: LiveState) => void) {
  watchers.add(watch);
  return () => { watchers.delete(watch); };
}

export const liveState = () => state;

/** Opens the live connection and keeps it open until the returned function is called. */
export function startLive() {
  const connection = build();
  let stopped = false;
  const connect = async (wait = 500) => {
    while (!stopped) {
      try {
        await connection.start();
        became('connected');
        tell('resync', {});
        return;
      } catch {
        // The server may be restarting: ask again, less and less often
        await pause(wait);
        wait = Math.min(wait * 2, 15_000);
      }
    }
  };
  connection.onreconnecting(() => became('connecting'));
  connection.onreconnected(() => { became('connected'); tell('resync', {}); });
  connection.onclose(() => { if (!stopped) { became('connecting'); void connect(); } });
  became('connecting');
  void connect();
  return () => {
    stopped = true;
    became('off');
    void connection.stop();
  };
}

function build(): HubConnection {
  const connection = new HubConnectionBuilder()
    .withUrl('/live', { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .withAutomaticReconnect([0, 500, 1_000, 2_000, 5_000, 10_000, 15_000])
    .configureLogging(LogLevel.None)
    .build();
  for (const kind of ['changed', 'message', 'answering', 'resync'] as const)
    connection.on(kind, (event: LiveEvents[typeof kind]) => tell(kind, event));
  return connection;
}

function tell<K extends keyof LiveEvents>(kind: K, event: LiveEvents[K]) {
  hearers.get(kind)?.forEach((hear) => (hear as Hear<K>)(event));
}

function became(next: LiveState) {
  state = next;
  watchers.forEach((watch) => watch(next));
}

const pause = (ms: number) => new Promise((done) => { setTimeout(done, ms); });
