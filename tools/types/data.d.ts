// What the server hands over to scripts: GeoJSON of layers/features.py, configurations of the pages.

/** layers/styles.py, StatusStyle. */
interface StatusStyle {
  colour: string;
  weight: number;
  dash: string | null;
  fill: "none" | "hatch" | "solid";
  fill_opacity: number;
  icon: string | null;
  crossed: boolean;
}

/** layers/styles.py, as_config. */
interface Styles {
  ink: string;
  paper: string;
  late: string;
  given: string;
  givenArea: string;
  status: Record<string, StatusStyle>;
  kindIcons: Record<string, string>;
  choropleth: string[];
}

/** layers/features.py, project_feature: what scripts read of it. */
interface Project {
  code: string;
  name: string;
  sector: string;
  status: string;
  basis?: string;
  late: boolean;
  late_reason: string | null;
  days_overdue: number | null;
  physical_percent: number | null;
  planned_percent: number | null;
  total_investment: number | null;
  budget_year: number;
  plan_year: number | null;
  disbursed_year: number | null;
  units: string[];
  awards: number;
  illustrative: string[];
  /** Put here by the script, from the layer of what changed of late. */
  changed_on?: string | null;
}

/** layers/features.py, contribution_feature: what scripts read of it. */
interface Contribution {
  id: string;
  kind: string;
  quantity: number | null;
  unit_of_measure: string;
  value: number | null;
  unit: string;
  project: string | null;
  date: string | null;
  giver_kind: string;
  givers: number | null;
  hamlet: string | null;
  awards: number;
  illustrative: string[];
  source: string | null;
}

/** layers/features.py, award_feature: what scripts read of it. */
interface Award {
  form: string;
  recipient: string | null;
  decided_on: string | null;
  projects: string[];
  contributions: string[];
}

/** layers/features.py, unit_properties: what scripts read of it. */
interface Unit {
  id: string;
  name: string;
  in_campaign: boolean;
  valid_from: string;
  valid_to: string | null;
  area_ha: number | null;
  population: number | null;
}

type Geometry = Exclude<GeoJSON.Geometry, GeoJSON.GeometryCollection>;

/** A feature of ours: always with an id; without a place where nobody knows it. */
interface Feature<P> {
  type: "Feature";
  id: string;
  geometry: Geometry | null;
  properties: P;
}

/** A feature that has a place. */
interface Placed<P> extends Feature<P> {
  geometry: Geometry;
}

interface Collection<P> {
  type: "FeatureCollection";
  features: Feature<P>[];
}

/** A layer of which everything has a place, as units have. */
interface PlacedCollection<P> extends Collection<P> {
  features: Placed<P>[];
}

/** What a page's map knows; each page hands over the part that its own scripts read. */
interface MapConfig {
  language: "vi" | "en";
  today: string;
  starts: string;
  ends: string;
  home: L.LatLngBoundsLiteral;
  urls: { page: string; panel: string; icons: string; project: string };
  styles: Styles;
  sectors: Record<string, { name: string; icon: string }>;
  statuses: Record<string, string>;
  kinds: Record<string, string>;
  forms: Record<string, string>;
  measures: Record<string, string>;
  units: Record<string, string>;
  generations: { day: string; units: string[] }[];
  starts_of_units: string[];
  /** Null where no tiles may be asked for; then there is no layer of them either. */
  basemap: { name: string; host: string; default: boolean };
  words: Record<string, string>;
  /** geodata/figures/filters.py: all by name, and those that are fields of the form. */
  filters: string[];
  fields: string[];
  /** layers/catalog.py. */
  layers: { id: string; drawn: "symbols" | "outlines" | "mark" }[];
  /** A comparison: the day of each side. */
  query: Record<string, string>;
}

/** The map of a project's page: what it shows first, and the addresses of its layers. */
interface ProjectMapConfig extends Omit<MapConfig, "layers"> {
  bounds: L.LatLngBoundsLiteral;
  layers: Record<string, string>;
}

/** layers/elements.py, RemoteGeoJson. */
interface RemoteLayer extends L.GeoJSON {
  remote: { id: string; url: string };
}

/** A unit drawn: those of the campaign are named first. */
interface UnitShape extends L.GeoJSON {
  options: L.GeoJSONOptions & { first?: number };
}

/** layers/elements.py, HandOver. */
interface CampaignMap {
  map: L.Map;
  /** By the id of layers/catalog.py; `tiles`, if there, is a layer of tiles. */
  layers: Record<string, RemoteLayer>;
}

/** A unit in the choropleth, as the panel's table tells it. */
interface Shade {
  index: number;
  value: string | undefined;
  name: string | null | undefined;
}

/** An answer of the header's search. */
interface Hit {
  url: string;
  kind: string;
  key: string;
  kind_name: string;
  title: string;
  detail: string;
}

/** The two maps of a slide: webmap/reviews/present_maps.py. */
interface PresentedMaps {
  styles: Styles;
  sides: PresentedSide[];
}

interface PresentedSide {
  units: GeoJSON.Geometry[];
  projects: { name: string; status: string; late: boolean; geometry: Geometry }[];
}

/** The map to take away: webmap/documents/offline_map.py, content. */
interface OfflineData {
  days: string[];
  labels: string[];
  units: { id: string; name: string; from: string; to: string | null; geometry: Geometry }[];
  projects: OfflineProject[];
  contributions: {
    kind: string;
    date: string;
    quantity: string;
    value: string;
    unit: string;
    project: string;
    geometry: [number, number] | null;
  }[];
  awards: {
    form: string;
    recipient: string;
    achievement: string;
    date: string;
    geometry: [number, number] | null;
  }[];
  sectors: Record<string, string>;
  statuses: Record<string, string>;
  kinds: Record<string, string>;
  styles: Styles;
  words: Record<string, string>;
}

interface OfflineProject {
  code: string;
  name: string;
  sector: string;
  units: string[];
  owner: string;
  investment: string;
  late: string;
  /** From a month on: its number, status (null: not there yet), percent, late. */
  months: [number, string | null, number | null, boolean][];
  illustrative: boolean;
  geometry: Geometry | null;
  /** Put here by the script: its symbol on the map. */
  marker?: L.Marker | null;
}
