// Background Sync is in no library of TypeScript's.
interface SyncManager {
  register(tag: string): Promise<void>;
  getTags(): Promise<string[]>;
}
interface ServiceWorkerRegistration {
  readonly sync?: SyncManager;
}
