// event-listener
// Arrays of handlers, which are replaced with each change. Each on() subscribes again.
// #region given-Handlers
type Handlers = Map<string, readonly AnyHandler[]>
// #endregion

    // #region 05.2-add
    const isNew = !all.get(name)?.includes(handler)
    if (isNew) all.set(name, [...(all.get(name) ?? []), handler])
    try {
      await subscribe()
    } catch (error) {
      if (isNew) await this.#remove(all, name, handler)
      throw error
    }
    // #endregion

    // #region 05.2-remove
    const handlers = all.get(name) ?? []
    const others = handlers.filter((one) => one !== handler)
    if (others.length === handlers.length) return
    if (others.length > 0) return void all.set(name, others)
    all.delete(name)
    await this.#unsubscribe(all, name)
    // #endregion

  // #region given-subscribed
  // #endregion
