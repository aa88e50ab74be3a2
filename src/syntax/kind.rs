//! The names of tree-sitter-go's nodes and fields as enums, so that lowering compares numbers, not strings.

use std::sync::OnceLock;

use tree_sitter::{Language, TreeCursor};

macro_rules! names {
    ($(#[$doc:meta])* $enum:ident { $($variant:ident = $name:literal),+ $(,)? } else $other:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $enum {
            $($variant,)+
            /// Any other.
            $other,
        }

        impl $enum {
            fn of(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)+
                    _ => Self::$other,
                }
            }
        }
    };
}

names! {
    /// A node's kind. Tokens without a meaning of their own are `Token`.
    Kind {
        ArgumentList = "argument_list",
        ArrayType = "array_type",
        AssignmentStatement = "assignment_statement",
        BinaryExpression = "binary_expression",
        Block = "block",
        BreakStatement = "break_statement",
        CallExpression = "call_expression",
        ChannelType = "channel_type",
        Comment = "comment",
        CommunicationCase = "communication_case",
        CompositeLiteral = "composite_literal",
        ConstDeclaration = "const_declaration",
        ConstSpec = "const_spec",
        ContinueStatement = "continue_statement",
        DecStatement = "dec_statement",
        DefaultCase = "default_case",
        DeferStatement = "defer_statement",
        EmptyStatement = "empty_statement",
        ExpressionCase = "expression_case",
        ExpressionList = "expression_list",
        ExpressionStatement = "expression_statement",
        ExpressionSwitchStatement = "expression_switch_statement",
        FallthroughStatement = "fallthrough_statement",
        False = "false",
        FieldDeclaration = "field_declaration",
        FieldDeclarationList = "field_declaration_list",
        FieldIdentifier = "field_identifier",
        FloatLiteral = "float_literal",
        ForClause = "for_clause",
        ForStatement = "for_statement",
        FuncLiteral = "func_literal",
        FunctionDeclaration = "function_declaration",
        FunctionType = "function_type",
        GenericType = "generic_type",
        GoStatement = "go_statement",
        GotoStatement = "goto_statement",
        Identifier = "identifier",
        IfStatement = "if_statement",
        ImaginaryLiteral = "imaginary_literal",
        ImplicitLengthArrayType = "implicit_length_array_type",
        IncStatement = "inc_statement",
        IndexExpression = "index_expression",
        IntLiteral = "int_literal",
        InterfaceType = "interface_type",
        InterpretedStringLiteral = "interpreted_string_literal",
        Iota = "iota",
        KeyedElement = "keyed_element",
        LabelName = "label_name",
        LabeledStatement = "labeled_statement",
        LiteralElement = "literal_element",
        LiteralValue = "literal_value",
        MapType = "map_type",
        MethodDeclaration = "method_declaration",
        MethodElem = "method_elem",
        NegatedType = "negated_type",
        Nil = "nil",
        PackageIdentifier = "package_identifier",
        ParameterDeclaration = "parameter_declaration",
        ParameterList = "parameter_list",
        ParenthesizedExpression = "parenthesized_expression",
        ParenthesizedType = "parenthesized_type",
        PointerType = "pointer_type",
        QualifiedType = "qualified_type",
        RangeClause = "range_clause",
        RawStringLiteral = "raw_string_literal",
        ReceiveStatement = "receive_statement",
        ReturnStatement = "return_statement",
        RuneLiteral = "rune_literal",
        SelectStatement = "select_statement",
        SelectorExpression = "selector_expression",
        SendStatement = "send_statement",
        ShortVarDeclaration = "short_var_declaration",
        SliceExpression = "slice_expression",
        SliceType = "slice_type",
        StatementList = "statement_list",
        StructType = "struct_type",
        True = "true",
        TypeAlias = "type_alias",
        TypeArguments = "type_arguments",
        TypeAssertionExpression = "type_assertion_expression",
        TypeCase = "type_case",
        TypeConstraint = "type_constraint",
        TypeConversionExpression = "type_conversion_expression",
        TypeDeclaration = "type_declaration",
        TypeElem = "type_elem",
        TypeIdentifier = "type_identifier",
        TypeInstantiationExpression = "type_instantiation_expression",
        TypeParameterDeclaration = "type_parameter_declaration",
        TypeParameterList = "type_parameter_list",
        TypeSpec = "type_spec",
        TypeSwitchStatement = "type_switch_statement",
        UnaryExpression = "unary_expression",
        VarDeclaration = "var_declaration",
        VarSpec = "var_spec",
        VarSpecList = "var_spec_list",
        VariadicArgument = "variadic_argument",
        VariadicParameterDeclaration = "variadic_parameter_declaration",
        Ampersand = "&",
        And = "&&",
        Arrow = "<-",
        Assign = "=",
        Bang = "!",
        Chan = "chan",
        Colon = ":",
        Define = ":=",
        Equal = "==",
        Greater = ">",
        GreaterEqual = ">=",
        Less = "<",
        LessEqual = "<=",
        NotEqual = "!=",
        Or = "||",
        Star = "*",
    } else Token
}

names! {
    /// The part a node plays in its parent.
    Field {
        Alias = "alias",
        Alternative = "alternative",
        Arguments = "arguments",
        Body = "body",
        Channel = "channel",
        Communication = "communication",
        Condition = "condition",
        Consequence = "consequence",
        Element = "element",
        Function = "function",
        Initializer = "initializer",
        Key = "key",
        Label = "label",
        Left = "left",
        Length = "length",
        Name = "name",
        Operand = "operand",
        Operator = "operator",
        Package = "package",
        Parameters = "parameters",
        Receiver = "receiver",
        Result = "result",
        Right = "right",
        Selected = "field",
        Tag = "tag",
        Type = "type",
        TypeArguments = "type_arguments",
        TypeParameters = "type_parameters",
        Update = "update",
        Value = "value",
    } else None
}

struct Tables {
    kinds: Vec<Kind>,
    fields: Vec<Field>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let language = Language::new(tree_sitter_go::LANGUAGE);
        let kinds = (0..language.node_kind_count())
            .map(|id| u16::try_from(id).ok().and_then(|id| language.node_kind_for_id(id)).map_or(Kind::Token, Kind::of))
            .collect();
        let fields = (0..=language.field_count())
            .map(|id| u16::try_from(id).ok().and_then(|id| language.field_name_for_id(id)).map_or(Field::None, Field::of))
            .collect();
        Tables { kinds, fields }
    })
}

/// The kind of the node under the cursor.
pub(super) fn kind(cursor: &TreeCursor<'_>) -> Kind {
    tables().kinds.get(usize::from(cursor.node().kind_id())).copied().unwrap_or(Kind::Token)
}

/// The field of the node under the cursor.
pub(super) fn field(cursor: &TreeCursor<'_>) -> Field {
    cursor.field_id().and_then(|id| tables().fields.get(usize::from(id.get())).copied()).unwrap_or(Field::None)
}
