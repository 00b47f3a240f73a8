/** Everything that previz can draw by name, and the words for it. */
import * as aircraft from './aircraft.ts'
import * as animals from './animals.ts'
import type { Thing } from './brush.ts'
import * as buildings from './buildings.ts'
import * as lights from './lights.ts'
import * as people from './people.ts'
import * as things from './things.ts'
import * as vehicles from './vehicles.ts'

const all = { ...people, ...animals, ...buildings, ...vehicles, ...aircraft, ...things, ...lights }
export type SubjectName = keyof typeof all
export const THINGS: Readonly<Record<SubjectName, Thing>> = all

/** What a prompt calls each of them. A stronger word stands before a weaker one only by its place in the text. */
export const SUBJECT_WORDS: readonly (readonly [name: SubjectName, words: string])[] = [
  ['lantern', 'lanterns?'],
  ['lamp', 'lamps?|chandelier'],
  ['candle', 'candles?|candlelight'],
  ['fire', 'camp ?fires?|bonfire|fires?|flames?|fireplace'],
  ['umbrella', 'umbrellas?'],
  ['astronaut', 'astronauts?|cosmonaut|spaceman'],
  ['robot', 'robots?|android|cyborg'],
  ['couple', 'couple|lovers|two (?:people|friends|figures|men|women)|family|friends|dancers'],
  ['child', 'child|children|boys?|kids?|toddler'],
  [
    'woman',
    'wom[ae]n|girls?|mother|lady|queen|princess|she|her|grandmother|sister|actress|bride|potter|frau|femme|mujer',
  ],
  [
    'person',
    'lighthouse keeper|m[ae]n|person|people|figures?|keeper|he|his|father|detective|sailor|fisherman|stranger|hero|knight|king|wizard|monk|worker|painter|artist|musician|chef|cook|barista|farmer|hiker|climber|walker|traveler|traveller|boatman|portrait|face|soldier|dancer|runner|somebody|someone|hands?|grandfather|brother|baker|courier|samurai|poet|captain|diver|driver|speaking|harvesters?|leuchtturmwärter|wärter|mann|er|homme|hombre',
  ],
  ['owl', 'owls?'],
  ['cat', 'cats?|kitten'],
  ['dog', 'dogs?|puppy|wolf|wolves|fox(?:es)?|coyote|hound'],
  ['horse', 'horses?|rider|pony|unicorn'],
  ['deer', 'deer|stags?|elk|moose|antelope'],
  ['bird', 'birds?|crows?|ravens?|gulls?|seagulls?|eagles?|hawks?|swallows?|geese|cranes?|heron|swans?|ducks?'],
  ['fish', 'fish(?:es)?|whales?|sharks?|dolphins?|koi'],
  ['butterfly', 'butterfl(?:y|ies)|moths?|dragonfl(?:y|ies)|fireflies'],
  ['lighthouse', 'lighthouses?'],
  ['windmill', 'windmills?|mill'],
  ['tower', 'towers?|castles?|fortress|palace|cathedral|church|temple|ruins?'],
  ['house', 'houses?|cabins?|cottages?|huts?|barns?|home|farmhouse|shack'],
  ['bridge', 'bridges?'],
  ['door', 'doors?|doorway|gate'],
  ['tent', 'tents?|camp|campsite'],
  ['ship', 'ships?|sailboats?|sails?|yachts?|schooner|vessel'],
  ['boat', 'boats?|canoe|kayak|rowboat|raft|ferry|gondola'],
  ['car', 'cars?|taxi|truck|van|bus|automobile|convertible'],
  ['train', 'trains?|tram|locomotive|railway|subway'],
  ['bicycle', 'bicycles?|bikes?|cyclist'],
  ['balloon', 'balloons?'],
  ['rocket', 'rockets?|spaceships?|starships?|spacecraft'],
  ['plane', 'planes?|aeroplanes?|airplanes?|aircraft|jet|drones?'],
  ['kite', 'kites?'],
  ['cup', 'cups?|mugs?|bowls?|teapots?|coffee|tea|espresso'],
  ['bottle', 'bottles?|perfume|flask|whisky|wine|vial|product'],
  ['book', 'books?|letters?|diary|notebook|map|pages?|script'],
  ['clock', 'clocks?|watch|stopwatch'],
  ['piano', 'pianos?|pianist'],
  ['guitar', 'guitars?|guitarist|violin|cello'],
  ['chair', 'chairs?|armchair|bench|throne'],
  ['flower', 'flowers?|roses?|tulips?|poppy|poppies|blossoms?|sunflowers?|orchid'],
  ['tree', 'trees?|oaks?|birch|willow|maple'],
]
