export const scenario = async () => {}
