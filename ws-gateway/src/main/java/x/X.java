package x; class X {}
