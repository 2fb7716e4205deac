// Objects of every kind that a collector has to do with: a persistent red-black tree, an interpreter of expression trees
// with closures, hash maps of strings, polymorphic shapes, generic lists, exceptions.
@file:OptIn(kotlin.wasm.ExperimentalWasmInterop::class)

import kotlin.wasm.WasmImport

@WasmImport("bench", "start")
private external fun benchStart()

@WasmImport("bench", "end")
private external fun benchEnd()

private class Random(private var state: Long) {
    fun next(): Int {
        state = state * 6364136223846793005L + 1442695040888963407L
        return (state ushr 33).toInt()
    }

    fun below(bound: Int) = next().mod(bound)
}

// ---- a persistent red-black tree

private sealed class Tree

private object Leaf : Tree()

private class Node(val red: Boolean, val left: Tree, val key: Int, val value: Int, val right: Tree) : Tree()

private fun Tree.isRed() = this is Node && red

private fun balance(red: Boolean, left: Tree, key: Int, value: Int, right: Tree): Tree {
    if (!red) {
        if (left is Node && left.red) {
            val outer = left.left
            if (outer is Node && outer.red) {
                return Node(
                    true, Node(false, outer.left, outer.key, outer.value, outer.right), left.key, left.value,
                    Node(false, left.right, key, value, right),
                )
            }
            val inner = left.right
            if (inner is Node && inner.red) {
                return Node(
                    true, Node(false, left.left, left.key, left.value, inner.left), inner.key, inner.value,
                    Node(false, inner.right, key, value, right),
                )
            }
        }
        if (right is Node && right.red) {
            val inner = right.left
            if (inner is Node && inner.red) {
                return Node(
                    true, Node(false, left, key, value, inner.left), inner.key, inner.value,
                    Node(false, inner.right, right.key, right.value, right.right),
                )
            }
            val outer = right.right
            if (outer is Node && outer.red) {
                return Node(
                    true, Node(false, left, key, value, right.left), right.key, right.value,
                    Node(false, outer.left, outer.key, outer.value, outer.right),
                )
            }
        }
    }
    return Node(red, left, key, value, right)
}

private fun put(tree: Tree, key: Int, value: Int): Tree = when (tree) {
    is Leaf -> Node(true, Leaf, key, value, Leaf)
    is Node -> when {
        key < tree.key -> balance(tree.red, put(tree.left, key, value), tree.key, tree.value, tree.right)
        key > tree.key -> balance(tree.red, tree.left, tree.key, tree.value, put(tree.right, key, value))
        else -> Node(tree.red, tree.left, key, value + tree.value, tree.right)
    }
}

private fun black(tree: Tree) = if (tree is Node && tree.red) Node(false, tree.left, tree.key, tree.value, tree.right) else tree

private fun sum(tree: Tree): Long = if (tree is Node) sum(tree.left) + tree.key.toLong() * tree.value + sum(tree.right) else 0

private fun depth(tree: Tree): Int = if (tree is Node) 1 + maxOf(depth(tree.left), depth(tree.right)) else 0

private fun trees(): Long {
    val random = Random(11)
    var tree: Tree = Leaf
    val versions = ArrayList<Tree>()
    for (i in 0 until 25_000) {
        tree = black(put(tree, random.below(40_000), i and 7))
        if (i % 2_500 == 0) versions.add(tree)
    }
    return versions.fold(sum(tree)) { total, version -> total * 31 + sum(version) + depth(version) }
}

// ---- an interpreter of expression trees

private class Undefined(val name: String) : Exception(name)

private class Scope(private val parent: Scope?, private val name: String, private val value: Any) {
    fun find(wanted: String): Any {
        var scope: Scope? = this
        while (scope != null) {
            if (scope.name == wanted) return scope.value
            scope = scope.parent
        }
        throw Undefined(wanted)
    }
}

private abstract class Expression {
    abstract fun evaluate(scope: Scope): Any
}

private class Constant(private val value: Int) : Expression() {
    override fun evaluate(scope: Scope): Any = value
}

private class Variable(private val name: String) : Expression() {
    override fun evaluate(scope: Scope): Any = scope.find(name)
}

private class Binary(private val operator: Char, private val left: Expression, private val right: Expression) : Expression() {
    override fun evaluate(scope: Scope): Any {
        val a = left.evaluate(scope) as Int
        val b = right.evaluate(scope) as Int
        return when (operator) {
            '+' -> a + b
            '-' -> a - b
            '*' -> a * b
            '<' -> if (a < b) 1 else 0
            else -> throw IllegalStateException("operator $operator")
        }
    }
}

private class If(private val condition: Expression, private val yes: Expression, private val no: Expression) : Expression() {
    override fun evaluate(scope: Scope): Any = if (condition.evaluate(scope) != 0) yes.evaluate(scope) else no.evaluate(scope)
}

private class Closure(val parameter: String, val body: Expression, val scope: Scope)

private class Lambda(private val parameter: String, private val body: Expression) : Expression() {
    override fun evaluate(scope: Scope): Any = Closure(parameter, body, scope)
}

private class Apply(private val function: Expression, private val argument: Expression) : Expression() {
    override fun evaluate(scope: Scope): Any {
        val closure = function.evaluate(scope) as Closure
        return closure.body.evaluate(Scope(closure.scope, closure.parameter, argument.evaluate(scope)))
    }
}

private class Parser(private val text: String) {
    private var at = 0

    fun parse(): Expression {
        while (text[at] == ' ') at++
        val c = text[at++]
        if (c in '0'..'9') {
            var value = c - '0'
            while (at < text.length && text[at] in '0'..'9') value = value * 10 + (text[at++] - '0')
            return Constant(value)
        }
        if (c in 'a'..'z') return Variable(name(c))
        check(c == '(')
        val head = text[at++]
        val result = when (head) {
            '?' -> If(parse(), parse(), parse())
            '\\' -> Lambda(name(text[at++]), parse())
            '@' -> Apply(parse(), parse())
            else -> Binary(head, parse(), parse())
        }
        while (text[at] == ' ') at++
        check(text[at++] == ')')
        return result
    }

    private fun name(first: Char): String {
        val name = StringBuilder().append(first)
        while (at < text.length && text[at] in 'a'..'z') name.append(text[at++])
        return name.toString()
    }
}

private fun interpreter(): Long {
    // Fibonacci numbers by self-application
    val fib = "(\\self (\\n (? (< n 2) n (+ (@ (@ self self) (- n 1)) (@ (@ self self) (- n 2))))))"
    val expression = Parser("(@ (@ $fib $fib) number)").parse()
    var total = 0L
    for (n in 8..18) total = total * 7 + (expression.evaluate(Scope(null, "number", n)) as Int)
    for (i in 0 until 10_000) {
        try {
            total += Parser("(+ $i missing)").parse().evaluate(Scope(null, "other", i)) as Int
        } catch (e: Undefined) {
            total += e.name.length
        }
    }
    return total
}

// ---- maps, strings, shapes

private interface Shape {
    fun area(): Double
    fun scaled(by: Double): Shape
}

private data class Circle(val radius: Double) : Shape {
    override fun area() = 3.141592653589793 * radius * radius
    override fun scaled(by: Double) = Circle(radius * by)
}

private data class Rectangle(val width: Double, val height: Double) : Shape {
    override fun area() = width * height
    override fun scaled(by: Double) = copy(width = width * by, height = height * by)
}

private class Group(private val shapes: List<Shape>) : Shape {
    override fun area() = shapes.sumOf { it.area() }
    override fun scaled(by: Double) = Group(shapes.map { it.scaled(by) })
}

private fun shapes(): Long {
    val random = Random(5)
    fun make(depth: Int): Shape = when (random.below(if (depth > 0) 3 else 2)) {
        0 -> Circle(random.below(100) / 10.0)
        1 -> Rectangle(random.below(100) / 7.0, random.below(100) / 3.0)
        else -> Group(List(6) { make(depth - 1) })
    }
    var all: List<Shape> = List(300) { make(4) }
    for (round in 0 until 12) all = all.map { it.scaled(if (round % 2 == 0) 1.25 else 0.8) }
    return all.sumOf { it.area() }.toLong() + all.count { it is Group }
}

private fun words(): Long {
    val random = Random(3)
    val counts = HashMap<String, Int>()
    val byLength = LinkedHashMap<Int, MutableList<String>>()
    for (i in 0 until 25_000) {
        val word = "w" + (random.below(3_000) * random.below(7)).toString(36)
        val count = counts[word] ?: 0
        if (count == 0) byLength.getOrPut(word.length) { ArrayList() }.add(word)
        counts[word] = count + 1
    }
    val sorted = counts.entries.sortedWith(compareByDescending<Map.Entry<String, Int>> { it.value }.thenBy { it.key })
    var total = 0L
    sorted.take(500).forEachIndexed { index, entry -> total = total * 31 + index * entry.value + entry.key.hashCode() }
    byLength.forEach { (length, list) -> total += length.toLong() * list.joinToString(",").length }
    return total
}

private class Matrix(val size: Int) {
    val rows = Array(size) { DoubleArray(size) }

    operator fun times(other: Matrix): Matrix {
        val product = Matrix(size)
        for (i in 0 until size) {
            val row = rows[i]
            val into = product.rows[i]
            for (k in 0 until size) {
                val factor = row[k]
                val from = other.rows[k]
                for (j in 0 until size) into[j] += factor * from[j]
            }
        }
        return product
    }
}

private fun matrices(): Long {
    val matrix = Matrix(120)
    for (i in 0 until 120) for (j in 0 until 120) matrix.rows[i][j] = ((i * 7 + j * 3) % 11 - 5) / 64.0
    var power = matrix
    for (i in 0 until 6) power = power * matrix
    return (power.rows.sumOf { it.sum() } * 1_000_000).toLong()
}

fun main() {
    benchStart()
    val results = listOf(trees(), interpreter(), shapes(), words(), matrices())
    benchEnd()
    println(results.joinToString(" "))
}
