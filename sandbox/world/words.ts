/** First halves of company names: places, trees, animals and invented words that belong to nobody in particular. */
export const stems: readonly string[] =
  `Alder Amberline Anchor Arbor Ardent Argent Ashdown Aspenholt Atlasford Aurelia Bayview Beacon Bellwether Birchwood Blackthorn Bluefin Bluestem Bramble Brightwater Brockton Calder Canterfield Cardinal Castlegate Cedarline Cinderhill Clearbrook Cobalt Copperfield Coral Cormorant Crestview Crosswind Dalewood Deepwater Dovetail Driftwood Eastmoor Ebonridge Elmstead Emberton Everfield Fairhaven Falconer Fernhill Fieldstone Firwood Foxglove Gableton Garnet Glenrock Goldcrest Granite Greenlea Greyfriar Gullwing Halcyon Halden Harrowgate Hawkridge Hazelmere Heronsgate Highmoor Hollin Hornbeam Ironbridge Ivoryton Jasper Juniper Kestrel Keystone Kingfisher Lakemont Larkspur Laurelton Ledgerock Lindenwood Lodestar Longacre Lowther Lumenfield Maplecrest Marlow Meadowbrook Merlin Meridian Millbrook Moorland Mosswood Nightjar Northgate Norwell Oakhurst Oleander Onyx Orchardview Osprey Otterburn Palisade Pelican Pinecrest Plover Quarry Quillon Ravenswood Redwing Ridgeway Riverton Rookery Rosewood Rowanlea Saffron Sandpiper Seabright Sequoia Silverlake Skylark Slateford Snowdrop Sorrel Southwick Sparrowhill Springvale Starling Stonebridge Summerfield Swiftwater Sycamore Tallgrass Tamarack Tanager Thistledown Thornbury Tidewater Timberline Torchwood Trellis Underwood Valebrook Verdant Vireo Walden Waterford Waverley Westbourne Wheatfield Whitecliff Willowbrook Windermere Winterbourne Woodlark Wrenfield Yarrow Yewdale Zephyr Zinnia`.split(
    ' ',
  );

/** Industries as the CRM's picklist has them, each with the words that end its companies' names. */
export const industries: Readonly<Record<string, readonly string[]>> = {
  Manufacturing: ['Instruments', 'Castings', 'Components', 'Machine Works', 'Fabrication', 'Packaging'],
  Technology: ['Software', 'Systems', 'Data', 'Networks', 'Robotics', 'Labs'],
  Healthcare: ['Clinics', 'Diagnostics', 'Medical', 'Health', 'Biosciences', 'Care'],
  Retail: ['Outfitters', 'Stores', 'Markets', 'Home', 'Apparel', 'Books'],
  'Financial Services': ['Capital', 'Insurance', 'Advisors', 'Credit', 'Payments', 'Wealth'],
  Transportation: ['Logistics', 'Freight', 'Shipping', 'Rail', 'Couriers', 'Fleet'],
  Energy: ['Energy', 'Solar', 'Wind', 'Grid', 'Utilities', 'Storage'],
  Media: ['Media', 'Press', 'Studios', 'Publishing', 'Pictures', 'Broadcasting'],
  'Food & Beverage': ['Foods', 'Bakeries', 'Brewing', 'Provisions', 'Dairy', 'Roasters'],
  Construction: ['Builders', 'Engineering', 'Materials', 'Contractors', 'Surveying', 'Interiors'],
  Education: ['Learning', 'Academy', 'Schools', 'Training', 'College', 'Courses'],
  Agriculture: ['Farms', 'Seeds', 'Orchards', 'Growers', 'Vineyards', 'Forestry'],
};

/** Ends of a daughter company's name that is not named after its country. */
export const divisions: readonly string[] = [
  'Services',
  'Holdings',
  'Digital',
  'Operations',
  'Research',
  'Distribution',
];

export const titles: readonly string[] = [
  'Chief Financial Officer',
  'Accounts Payable Lead',
  'IT Director',
  'Operations Manager',
  'Procurement Manager',
  'Head of Customer Support',
  'Controller',
  'System Administrator',
  'VP Engineering',
  'Office Manager',
];

export const subjects = {
  urgent: [
    'Production is down: nobody can log in',
    'Invoices are not being generated at all',
    'Data sync stopped, orders are blocked',
  ],
  high: [
    'Single sign-on fails for our second domain',
    'Webhook deliveries delayed by hours',
    'Report totals differ from the invoice',
  ],
  normal: [
    'How do we add a second workspace?',
    'Seat count looks wrong after the renewal',
    'Export to CSV drops the last column',
    'Question about the last invoice',
    'API key rotation without downtime',
  ],
  low: [
    'Typo on the usage page',
    'Please update our billing contact',
    'Feature request: dark theme in reports',
  ],
} as const;

type Names = { readonly first: readonly string[]; readonly last: readonly string[] };
const names = (first: string, last: string): Names => ({ first: first.split(' '), last: last.split(' ') });

/** Given and family names by region. */
export const people: Readonly<
  Record<'english' | 'german' | 'french' | 'dutch' | 'spanish' | 'italian' | 'nordic', Names>
> = {
  english: names(
    'Olivia Liam Emma Noah Ava Ethan Grace Mason Chloe Lucas Amara Darnell Priya Wei Sofia Jamal Hannah Owen Ruth Carlos Mei Aisha Daniel Naomi',
    'Carter Hughes Patel Nguyen Brooks Ramirez Walker Okafor Bennett Foster Kim Sullivan Reyes Hayes Chen Morgan Price Wallace Singh Turner Adeyemi Cole',
  ),
  german: names(
    'Anna Lukas Lena Jonas Katrin Felix Sabine Tobias Miriam Stefan Jürgen Ayşe Heike Matthias Britta Moritz',
    'Müller Schneider Weber Braun Hoffmann Krüger Vogel Keller Brandt Yilmaz Schäfer Lorenz Böhm Winkler',
  ),
  french: names(
    'Camille Hugo Élise Antoine Manon Julien Chloé Mathieu Inès Olivier Nadia Benoît',
    'Moreau Lefebvre Girard Roussel Fontaine Benali Chevalier Marchand Dupuis Renaud Lacroix',
  ),
  dutch: names(
    'Sanne Daan Femke Bram Lotte Jeroen Maud Ruben Fatima Thijs',
    'Visser Bakker Meijer Dekker Mulder Hendriks Vos Kuipers Jansen',
  ),
  spanish: names(
    'Lucía Pablo Marta Álvaro Elena Javier Nuria Diego Carmen Iker',
    'Navarro Romero Ortega Molina Serrano Ibáñez Castillo Peña Vidal',
  ),
  italian: names(
    'Giulia Marco Chiara Luca Elisa Davide Francesca Matteo Paola Nicolò',
    'Ricci Conti Ferrara Moretti Gallo Rinaldi Bianchi Sartori Fabbri',
  ),
  nordic: names(
    'Astrid Erik Linnea Oskar Freja Nils Ebba Anders Maja Håkan',
    'Lindqvist Bergström Nyberg Holm Sandell Ekström Dahl Åkesson Wallin',
  ),
};
