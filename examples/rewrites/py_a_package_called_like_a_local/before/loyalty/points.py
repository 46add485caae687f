from loyalty import points as own
import loyalty

loyalty.points
