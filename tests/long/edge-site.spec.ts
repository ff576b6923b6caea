import { describeEdgeSite } from '../support/edge-site';

describeEdgeSite( 3000, 1_500_000 );
