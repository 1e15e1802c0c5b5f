/** A platform whose feed the simulator plays, or one that is kept by hand. */
export type DemoPlatform = 'airbnb' | 'vrbo' | 'booking_com' | 'gommt';

export interface DemoUnit {
  name: string;
  /** The first one's stock is sold first; the others leave its nights alone, as a careful manager would have. */
  platforms: readonly DemoPlatform[];
  /** Sold twice somewhere before Roomnight came: its platforms do not look at each other. */
  careless?: boolean;
}

export interface DemoProperty {
  name: string;
  city: 'Goa' | 'Jaipur' | 'Kochi';
  units: readonly DemoUnit[];
}

export const ORGANIZATION = { name: 'Konkan & Marwar Stays', slug: 'konkan-marwar-stays' };
export const OWNER_NAME = 'Asha Naik';

/** 12 properties, 16 units, 40 listings: 13 on Airbnb, 13 on Vrbo, 9 on Booking.com, 5 on GoMMT. */
export const PORTFOLIO: readonly DemoProperty[] = [
  {
    name: 'Casa Tulsi',
    city: 'Goa',
    units: [{ name: 'Casa Tulsi', platforms: ['airbnb', 'vrbo', 'booking_com'] }],
  },
  {
    name: 'Villa Mandovi',
    city: 'Goa',
    units: [{ name: 'Villa Mandovi', platforms: ['airbnb', 'vrbo'], careless: true }],
  },
  {
    name: 'Fontainhas House',
    city: 'Goa',
    units: [
      { name: 'Blue Room', platforms: ['airbnb', 'vrbo', 'booking_com'] },
      { name: 'Yellow Room', platforms: ['airbnb', 'booking_com'] },
    ],
  },
  {
    name: 'Anjuna Cliff Cottage',
    city: 'Goa',
    units: [{ name: 'Anjuna Cliff Cottage', platforms: ['airbnb', 'vrbo', 'gommt'] }],
  },
  {
    name: 'Palolem Palms',
    city: 'Goa',
    units: [{ name: 'Palolem Palms', platforms: ['airbnb', 'vrbo'] }],
  },
  {
    name: 'Haveli Amrit',
    city: 'Jaipur',
    units: [
      { name: 'Peacock Suite', platforms: ['airbnb', 'vrbo', 'booking_com'] },
      { name: 'Jharokha Room', platforms: ['vrbo', 'booking_com'] },
      { name: 'Courtyard Room', platforms: ['booking_com', 'gommt'] },
    ],
  },
  {
    name: 'Nahargarh View',
    city: 'Jaipur',
    units: [{ name: 'Nahargarh View', platforms: ['airbnb', 'vrbo', 'gommt'] }],
  },
  {
    name: 'Bani Park Bungalow',
    city: 'Jaipur',
    units: [{ name: 'Bani Park Bungalow', platforms: ['airbnb', 'vrbo'] }],
  },
  {
    name: 'Amer Road Farm',
    city: 'Jaipur',
    units: [{ name: 'Amer Road Farm', platforms: ['airbnb', 'vrbo', 'booking_com'] }],
  },
  {
    name: 'Fort Kochi Lane House',
    city: 'Kochi',
    units: [
      { name: 'Harbour Loft', platforms: ['airbnb', 'vrbo', 'booking_com'] },
      { name: 'Spice Loft', platforms: ['airbnb', 'gommt'] },
    ],
  },
  {
    name: 'Vypin Island House',
    city: 'Kochi',
    units: [{ name: 'Vypin Island House', platforms: ['airbnb', 'vrbo', 'gommt'] }],
  },
  {
    name: 'Cherai Beach Villa',
    city: 'Kochi',
    units: [{ name: 'Cherai Beach Villa', platforms: ['vrbo', 'booking_com'] }],
  },
];
