//! One function per format.
