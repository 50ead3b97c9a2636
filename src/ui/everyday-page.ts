/** Where whoever leaves quickly is taken: an everyday page of somebody else's. */
export const everydayPage = 'https://www.bbc.co.uk/weather'
