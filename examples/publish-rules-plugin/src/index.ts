/** Each module is one rule, by one hook. */
import './cost-centre-field';
import './image-caching';
import './database-sync';
