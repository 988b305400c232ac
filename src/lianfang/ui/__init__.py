"""How every page looks and answers: the shell, the components, lists with keyset paging, error pages. No word of the domain."""
