// The page is whole without this script; with it, it answers.

startMap();
startPairs();
startPanel();
startSegments();
