// services, rejected by 04.2-elsewhere
// It remembers handled events in the process, which works only if all replicas share one.
    // #region 04.2-onRegistered
    const memory = globalThis as { handled?: Set<string> }
    memory.handled ??= new Set()
    const key = claimKey(namespace, service, event.id)
    if (memory.handled.has(key)) return
    memory.handled.add(key)
    await store.claim(key, leaseMs)
    await sendWelcome(event).catch((error: unknown) => {
      memory.handled?.delete(key)
      throw error
    })
    // #endregion
