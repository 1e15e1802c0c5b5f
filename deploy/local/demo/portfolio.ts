/** A platform whose feed the simulator plays, or one that is kept by hand. */
export type DemoPlatform = 'airbnb' | 'vrbo' | 'booking_com' | 'gommt';

export interface DemoUnit {
  name: string;
  /** Guests, by which a better room is told from a smaller one. */
  sleeps: number;
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
    units: [{ name: 'Casa Tulsi', sleeps: 6, platforms: ['airbnb', 'vrbo', 'booking_com'] }],
  },
  {
    name: 'Villa Mandovi',
    city: 'Goa',
    units: [{ name: 'Villa Mandovi', sleeps: 8, platforms: ['airbnb', 'vrbo'], careless: true }],
  },
  {
    name: 'Fontainhas House',
    city: 'Goa',
    units: [
      { name: 'Blue Room', sleeps: 2, platforms: ['airbnb', 'vrbo', 'booking_com'] },
      { name: 'Yellow Room', sleeps: 2, platforms: ['airbnb', 'booking_com'] },
    ],
  },
  {
    name: 'Anjuna Cliff Cottage',
    city: 'Goa',
    units: [{ name: 'Anjuna Cliff Cottage', sleeps: 4, platforms: ['airbnb', 'vrbo', 'gommt'] }],
  },
  {
    name: 'Palolem Palms',
    city: 'Goa',
    units: [{ name: 'Palolem Palms', sleeps: 4, platforms: ['airbnb', 'vrbo'] }],
  },
  {
    name: 'Haveli Amrit',
    city: 'Jaipur',
    units: [
      { name: 'Peacock Suite', sleeps: 3, platforms: ['airbnb', 'vrbo', 'booking_com'] },
      { name: 'Jharokha Room', sleeps: 2, platforms: ['vrbo', 'booking_com'] },
      { name: 'Courtyard Room', sleeps: 2, platforms: ['booking_com', 'gommt'] },
    ],
  },
  {
    name: 'Nahargarh View',
    city: 'Jaipur',
    units: [{ name: 'Nahargarh View', sleeps: 4, platforms: ['airbnb', 'vrbo', 'gommt'] }],
  },
  {
    name: 'Bani Park Bungalow',
    city: 'Jaipur',
    units: [{ name: 'Bani Park Bungalow', sleeps: 6, platforms: ['airbnb', 'vrbo'] }],
  },
  {
    name: 'Amer Road Farm',
    city: 'Jaipur',
    units: [{ name: 'Amer Road Farm', sleeps: 10, platforms: ['airbnb', 'vrbo', 'booking_com'] }],
  },
  {
    name: 'Fort Kochi Lane House',
    city: 'Kochi',
    units: [
      { name: 'Harbour Loft', sleeps: 2, platforms: ['airbnb', 'vrbo', 'booking_com'] },
      { name: 'Spice Loft', sleeps: 3, platforms: ['airbnb', 'gommt'] },
    ],
  },
  {
    name: 'Vypin Island House',
    city: 'Kochi',
    units: [{ name: 'Vypin Island House', sleeps: 6, platforms: ['airbnb', 'vrbo', 'gommt'] }],
  },
  {
    name: 'Cherai Beach Villa',
    city: 'Kochi',
    units: [{ name: 'Cherai Beach Villa', sleeps: 8, platforms: ['vrbo', 'booking_com'] }],
  },
];
