//! Graphs, workbooks and entities of other programs.
