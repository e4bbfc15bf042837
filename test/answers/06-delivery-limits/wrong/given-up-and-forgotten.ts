// ioredis, rejected by 06.4-rejects
// After the last attempt it is acknowledged, and is nowhere.
  // #region 06.4-bury
  async function bury({ id }: Entry, _reason: string): Promise<void> {
    await commands.xack(stream, group, id)
  }
  // #endregion
