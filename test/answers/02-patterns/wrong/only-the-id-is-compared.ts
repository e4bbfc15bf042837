// channels.ts, rejected by 02.5-canonical
// `user:%6cogin` is read as `user:login`, which has another name.
// #region 02.5-parse
    try {
      return parsed?.kind === 'room' && room(parsed.id) !== channel ? undefined : parsed
    } catch {
      return undefined
    }
// #endregion
