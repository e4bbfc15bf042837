// requests, rejected by 08.2-additional
// It copies the whole body into the event.
// #region given-data
return { data: { ...values, [ID_OF[event]]: id } as unknown as ShopEvents[K] }
// #endregion
